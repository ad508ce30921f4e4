namespace TaskRelay.Contracts;

/// <summary>Environment variables that a worker is started with. None of them is a secret except <see cref="Ticket"/>.</summary>
public static class WorkerEnvironment
{
    /// <summary>Where to call: scheme, host and port of the server.</summary>
    public const string Url = "TASKRELAY_URL";

    /// <summary>The launch ticket where standard input can't carry it (Fly); local workers read it as their first input line.</summary>
    public const string Ticket = "TASKRELAY_TICKET";

    /// <summary>
    /// <c>INSTANCE/TASK/ATTEMPT</c>: set on the worker and on everything that it starts, so that processes which left
    /// their group are still found and ended.
    /// </summary>
    public const string Marker = "TASKRELAY_MARKER";

    /// <summary>
    /// A folder of this attempt's own, made by the runner; the worker may write there and nowhere else. Without it, on a
    /// machine that is the attempt's alone, the worker makes one.
    /// </summary>
    public const string WorkDirectory = "TASKRELAY_WORKDIR";

    /// <summary>Set by Fly in each of its Machines: part of the worker's id, so that the server knows which Machine has the attempt.</summary>
    public const string MachineId = "FLY_MACHINE_ID";

    /// <summary>Names a point at which the worker stops dead; read only by builds that test crashes.</summary>
    public const string CrashPoint = "TASKRELAY_CRASH_POINT";
}
