namespace TaskRelay.Rig;

/// <summary>How much is tried. Every number is bounded, so that a run ends.</summary>
public sealed record RigOptions
{
    public const string Usage =
        "Usage: dotnet run -c Release --project TaskRelay.Rig -- --app <TaskRelay.Web.dll> [--kills 40] [--rate 150] [--seed N] "
        + "[--tasks 12] [--database sqlite|postgres] [--connection <of an empty database>] [--ready-limit 3] [--drain-limit 240] [--keep <folder>]";

    /// <summary>The build that is tried.</summary>
    public string App { get; private set; } = "";

    public int Kills { get; private set; } = 40;

    /// <summary>Webhooks a second while the app listens.</summary>
    public int Rate { get; private set; } = 150;

    /// <summary>Every random choice comes from it.</summary>
    public int Seed { get; private set; } = Random.Shared.Next(1, int.MaxValue);

    /// <summary>Commands that a worker really runs; all others are refused at admission.</summary>
    public int Tasks { get; private set; } = 12;

    public string Database { get; private set; } = "sqlite";

    /// <summary>Of a database that is not a file.</summary>
    public string? Connection { get; private set; }

    /// <summary>Seconds from the start of the process to ready.</summary>
    public double ReadyLimit { get; private set; } = 3;

    /// <summary>Seconds for what is under way to end, after the last kill.</summary>
    public int DrainLimit { get; private set; } = 240;

    /// <summary>Where the store, the ledger and the logs stay; null: a temporary folder that goes with a good run.</summary>
    public string? Keep { get; private set; }

    /// <summary>The options, or null with the fault told.</summary>
    public static RigOptions? Parse(string[] args, TextWriter errors)
    {
        var options = new RigOptions();
        for (var index = 0; index < args.Length; index += 2)
        {
            if (index + 1 == args.Length || !options.Take(args[index], args[index + 1]))
            {
                errors.WriteLine($"'{string.Join(' ', args[index..])}' is not understood, or out of range.");
                errors.WriteLine(Usage);
                return null;
            }
        }

        if (!File.Exists(options.App) || (options.Database == "sqlite") != (options.Connection is null))
        {
            errors.WriteLine("--app names no file, or --connection does not fit --database.");
            errors.WriteLine(Usage);
            return null;
        }

        return options;
    }

    private bool Take(string name, string value)
    {
        switch (name)
        {
            case "--app":
                App = Path.GetFullPath(value);
                return true;
            case "--keep":
                Keep = Path.GetFullPath(value);
                return true;
            case "--connection":
                Connection = value;
                return true;
            case "--database" when value is "sqlite" or "postgres":
                Database = value;
                return true;
        }

        if (!int.TryParse(value, out var number))
        {
            return false;
        }

        switch (name)
        {
            case "--kills" when number is >= 1 and <= 2000:
                Kills = number;
                return true;
            case "--rate" when number is >= 1 and <= 1000:
                Rate = number;
                return true;
            case "--seed":
                Seed = number;
                return true;
            case "--tasks" when number is >= 0 and <= 1000:
                Tasks = number;
                return true;
            case "--ready-limit" when number is >= 1 and <= 600:
                ReadyLimit = number;
                return true;
            case "--drain-limit" when number is >= 10 and <= 3600:
                DrainLimit = number;
                return true;
            default:
                return false;
        }
    }
}
