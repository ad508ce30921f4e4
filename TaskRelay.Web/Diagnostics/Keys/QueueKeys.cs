namespace TaskRelay.Web.Diagnostics.Keys;

/// <summary>Keys of what is admitted, how much runs at once, and for how long.</summary>
internal static class QueueKeys
{
    public static readonly IReadOnlyList<ConfigurationKey> All =
    [
        .. ConfigurationKey.List("Admission:Accounts", Forms.Optional(Forms.AccountOrAll)),
        new("Admission:RequireSignIn", Forms.Flag),
        new("Queue:MaxRunning", Forms.Number(0, 1000)),
        new("Queue:MaxRunningPerUser", Forms.Number(1, 1000)),
        new("Queue:MaxRunningPerRepository", Forms.Number(1, 1000)),
        new("Queue:MaxWaitHours", Forms.Number(1, 24 * 30)),
        new("Tasks:TimeoutMinutes", Forms.Number(1, 24 * 60)),
        new("Tasks:TimeoutSeconds", Forms.Number(0, 24 * 3600)),
        new("Tasks:MaxAttempts", Forms.Number(1, 20)),
    ];
}
