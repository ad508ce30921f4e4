namespace TaskRelay.Benchmarks.Ingest;

/// <summary>How much is measured. Every number is bounded, so that a run ends.</summary>
internal sealed record IngestOptions
{
    public const string Usage =
        "Usage: dotnet run -c Release --project TaskRelay.Benchmarks -- ingest "
        + "[--seconds 8] [--warmup 10] [--connections 64] [--rounds 3] [--body 12288] [--deliveries 200000] [--peers empty,relay,...]";

    /// <summary>Measured time of each peer in each round.</summary>
    public int Seconds { get; private set; } = 8;

    /// <summary>Unmeasured time before it: the compiler's tiers, the file's first pages.</summary>
    public int Warmup { get; private set; } = 10;

    public int Connections { get; private set; } = 64;

    public int Rounds { get; private set; } = 3;

    /// <summary>Bytes of a body.</summary>
    public int Body { get; private set; } = 12 * 1024;

    /// <summary>Distinct deliveries prepared; a run that has sent all of them ends early.</summary>
    public int Deliveries { get; private set; } = 200_000;

    public IReadOnlyList<Peer> Peers { get; private set; } = Peer.All;

    /// <summary>The options, or null with the fault told.</summary>
    public static IngestOptions? Parse(string[] args, TextWriter errors)
    {
        var options = new IngestOptions();
        for (var index = 0; index < args.Length; index += 2)
        {
            if (index + 1 == args.Length || !options.Take(args[index], args[index + 1]))
            {
                errors.WriteLine($"'{string.Join(' ', args[index..])}' is not understood, or out of range.");
                errors.WriteLine(Usage);
                return null;
            }
        }

        return options;
    }

    private bool Take(string name, string value)
    {
        if (name == "--peers")
        {
            var wanted = value.Split(',');
            Peers = [.. Peer.All.Where(peer => wanted.Contains(peer.Name))];
            return wanted.All(word => Peers.Any(peer => peer.Name == word));
        }

        if (!int.TryParse(value, out var number))
        {
            return false;
        }

        switch (name)
        {
            case "--seconds" when number is >= 1 and <= 120:
                Seconds = number;
                return true;
            case "--warmup" when number is >= 0 and <= 60:
                Warmup = number;
                return true;
            case "--connections" when number is >= 1 and <= 1024:
                Connections = number;
                return true;
            case "--rounds" when number is >= 1 and <= 20:
                Rounds = number;
                return true;
            case "--body" when number is >= 8 * 1024 and <= 1024 * 1024:
                Body = number;
                return true;
            case "--deliveries" when number is >= 1000 and <= 2_000_000:
                Deliveries = number;
                return true;
            default:
                return false;
        }
    }
}
