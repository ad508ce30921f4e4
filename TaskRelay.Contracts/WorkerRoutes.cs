namespace TaskRelay.Contracts;

/// <summary>The paths that a worker calls, below the address in <see cref="WorkerEnvironment.Url"/>.</summary>
public static class WorkerRoutes
{
    /// <summary>POST, with the ticket: a worker's first act.</summary>
    public const string Claim = "/api/worker/claim";

    /// <summary>GET, with the attempt token; may be read again at any time, and renews the repository token.</summary>
    public const string Job = "/api/worker/job";

    /// <summary>POST, with the attempt token: log and progress in batches; each call is a heartbeat.</summary>
    public const string Events = "/api/worker/events";

    /// <summary>POST, with the attempt token: the attempt's end.</summary>
    public const string Complete = "/api/callbacks/complete";
}
