using System.Globalization;

namespace TaskRelay.Web.Demo;

/// <summary>What <c>demo</c> was asked for on the command line.</summary>
internal sealed record DemoOptions
{
    public const string Usage =
        """
        usage: demo [--once] [--issue N] [--keep FOLDER] [--port N] [--simulator-port N]

          --once              write the command on an issue, wait for its end, print the result and exit
          --issue N           the issue that --once writes on (1)
          --keep FOLDER       keep the store and the repositories in FOLDER; without it they are gone at the end
          --port N            TaskRelay's port; the next free one from 5080 on
          --simulator-port N  the simulator's port; the next free one from 5180 on
        """;

    public bool Once { get; private init; }

    public int Issue { get; private init; } = 1;

    public string? Keep { get; private init; }

    public int? Port { get; private init; }

    public int? SimulatorPort { get; private init; }

    /// <summary>The options, or null when the arguments are not understood.</summary>
    public static DemoOptions? Parse(ReadOnlySpan<string> arguments)
    {
        var options = new DemoOptions();
        while (arguments is [var name, .. var rest])
        {
            if (name == "--once")
            {
                options = options with { Once = true };
                arguments = rest;
                continue;
            }

            if (rest is not [var value, .. var after])
            {
                return null;
            }

            var number = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : (int?)null;
            switch (name)
            {
                case "--keep":
                    options = options with { Keep = Path.GetFullPath(value) };
                    break;
                case "--issue" when number is { } issue:
                    options = options with { Issue = issue };
                    break;
                case "--port" when number is < 65536:
                    options = options with { Port = number };
                    break;
                case "--simulator-port" when number is < 65536:
                    options = options with { SimulatorPort = number };
                    break;
                default:
                    return null;
            }

            arguments = after;
        }

        return options;
    }
}
