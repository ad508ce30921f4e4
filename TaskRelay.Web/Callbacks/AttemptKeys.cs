using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;
using TaskRelay.Web.Security;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Callbacks;

/// <summary>Finds the attempt that a bearer token belongs to. The hash is looked up by a unique index: nothing is compared byte by byte.</summary>
public sealed class AttemptKeys(IDbContextFactory<RelayDbContext> contexts)
{
    /// <summary>The attempt and its task, or null for an unknown token.</summary>
    public async Task<AttemptView?> FindAsync(string? bearer, CancellationToken cancellationToken)
    {
        if (bearer is null)
        {
            return null;
        }

        var hash = SecretToken.Hash(bearer);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var attempt = await context.Attempts.FirstOrDefaultAsync(row => row.TokenHash == hash, cancellationToken);
        return attempt is null
            ? null
            : new AttemptView(attempt, await context.Tasks.FirstAsync(task => task.Id == attempt.TaskId, cancellationToken));
    }

    /// <summary>Whether a launch had this ticket; whether it still opens anything is the claim's matter.</summary>
    public async Task<bool> IsTicketAsync(string ticket, CancellationToken cancellationToken)
    {
        var hash = SecretToken.Hash(ticket);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Attempts.AnyAsync(row => row.TicketHash == hash, cancellationToken);
    }

    /// <summary>The token of an <c>Authorization: Bearer</c> header.</summary>
    public static string? BearerOf(HttpRequest request) => BearerToken.Of(request);
}
