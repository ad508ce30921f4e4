using TaskRelay.Contracts;
using TaskRelay.Web.Data;
using TaskRelay.Web.Security;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Auth;

namespace TaskRelay.Web.Tests.Surface;

/// <summary>A running task with a worker that has claimed it, and one whose worker has not come yet.</summary>
public sealed record OpenAttempt(string Ticket, string Token, Guid TaskId)
{
    public static async Task<OpenAttempt> AddAsync(Dashboard dashboard)
    {
        var (ticket, token) = (SecretToken.Create("ticket_"), SecretToken.Create("token_"));
        var claimed = await dashboard.AddTaskAsync("maintainer", RelayTaskStatus.Running, title: "under way");
        var waiting = await dashboard.AddTaskAsync("maintainer", RelayTaskStatus.Running, title: "about to be");
        await dashboard.Get<IWriteGate>().WriteAsync(
            async (scope, stop) =>
            {
                scope.Db.Attempts.AddRange(Of(claimed, SecretToken.Create("used_"), token), Of(waiting, ticket, null));
                await scope.Db.SaveChangesAsync(stop);
            },
            CancellationToken.None);
        return new OpenAttempt(ticket, token, claimed.Id);
    }

    /// <summary>What lets that request in, where it is one of a worker's.</summary>
    public string? CredentialFor(HttpRequestMessage request) => request.RequestUri!.AbsolutePath switch
    {
        WorkerRoutes.Claim => Ticket,
        WorkerRoutes.Events or WorkerRoutes.Complete => Token,
        _ => null,
    };

    private static TaskAttempt Of(RelayTask task, string ticket, string? token)
    {
        var now = DateTimeOffset.UtcNow;
        return new TaskAttempt
        {
            TaskId = task.Id,
            Number = 1,
            // One that this server has not: the sweeper of the local one would look for its process.
            Runner = "elsewhere",
            Owner = "another instance",
            StartedAt = now,
            LaunchDeadline = now.AddHours(1),
            TicketHash = SecretToken.Hash(ticket),
            TicketExpiresAt = now.AddHours(1),
            TokenHash = token is null ? null : SecretToken.Hash(token),
            WorkerId = token is null ? null : "w",
            ClaimedAt = token is null ? null : now,
            LeaseUntil = token is null ? null : now.AddHours(1),
        };
    }
}
