namespace TaskRelay.Simulator;

/// <summary>The program's arguments.</summary>
internal sealed record CommandLine(SimulatorOptions Options, bool ExitWithStandardInput)
{
    private const string Usage = "Usage: TaskRelay.Simulator [--port N] [--state DIR] [--webhook-url URL] [--exit-with-stdin]";

    public static CommandLine? Parse(string[] args, out string? problem)
    {
        var command = new CommandLine(new SimulatorOptions(), false);
        problem = null;
        for (var i = 0; i < args.Length; i++)
        {
            var value = i + 1 < args.Length ? args[i + 1] : "";
            switch (args[i])
            {
                case "--exit-with-stdin":
                    command = command with { ExitWithStandardInput = true };
                    continue;
                case "--port" when int.TryParse(value, out var port) && port is >= 0 and <= 65535:
                    command = command with { Options = command.Options with { Port = port } };
                    break;
                case "--state" when value.Length > 0:
                    command = command with { Options = command.Options with { StateFolder = Path.GetFullPath(value) } };
                    break;
                case "--webhook-url" when Uri.TryCreate(value, UriKind.Absolute, out var url):
                    command = command with { Options = command.Options with { WebhookUrl = url } };
                    break;
                default:
                    problem = $"{args[i]} {value} is not understood. {Usage}";
                    return null;
            }
            i++;
        }
        return command;
    }
}
