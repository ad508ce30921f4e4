namespace TaskRelay.Benchmarks.Ingest;

/// <summary>One of the servers that are measured side by side.</summary>
internal sealed record Peer(string Name, string Description)
{
    /// <summary>What the machine and the framework allow.</summary>
    public static readonly Peer Empty = new("empty", "an empty handler, 202, the body unread");

    /// <summary>The habit: a context, the rows added, <c>SaveChanges</c>.</summary>
    public static readonly Peer EfPerRequest = new("ef-per-request", "one EF transaction for each request");

    /// <summary>TaskRelay's own inbox and statements, but a connection and a commit for each request.</summary>
    public static readonly Peer PoolPerRequest = new("sql-per-request", "one prepared transaction for each request, a connection each");

    /// <summary>The same behind one lock: the strongest form without sharing commits.</summary>
    public static readonly Peer LockPerRequest = new("sql-one-lock", "one prepared transaction for each request, one connection under a lock");

    /// <summary>TaskRelay without the loops that work on what was stored.</summary>
    public static readonly Peer Inbox = new("relay-inbox", "TaskRelay without queue and notifications");

    /// <summary>TaskRelay as it runs.</summary>
    public static readonly Peer Relay = new("relay", "TaskRelay, whole");

    public static readonly IReadOnlyList<Peer> All = [Empty, EfPerRequest, PoolPerRequest, LockPerRequest, Inbox, Relay];

    /// <summary>Those that commit once for each request.</summary>
    public bool CommitsEach => this == EfPerRequest || this == PoolPerRequest || this == LockPerRequest;

    public bool Stores => this != Empty;

    public static Peer Named(string name) => All.Single(peer => peer.Name == name);
}
