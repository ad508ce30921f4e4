using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Tasks.Outbox;

namespace TaskRelay.Web.Notifications;

/// <summary>Finds the installation of a row that came without one: a repository's own hook names none.</summary>
public sealed class InstallationResolver(
    IDbContextFactory<RelayDbContext> contexts, RepositoryReader reader, OutboxRows rows, OutboxDelivery delivery)
{
    /// <summary>Gives the row its installation, or marks why it has none.</summary>
    public async Task ResolveAsync(OutboxItem item, CancellationToken cancellationToken)
    {
        if (item.TaskId is { } taskId)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var admitted = await db.Tasks.Where(task => task.Id == taskId).Select(task => task.InstallationId).FirstOrDefaultAsync(cancellationToken);
            if (admitted is { } known)
            {
                await rows.PlaceAsync(item, known);
                return;
            }
        }

        var name = item.RepositoryFullName.Split('/');
        var answer = await reader.FindInstallationAsync(name[0], name[^1], cancellationToken);
        await (answer switch
        {
            GitHubAnswer<InstallationInfo>.Ok ok => rows.PlaceAsync(item, ok.Value.Id),
            GitHubAnswer<InstallationInfo>.Unavailable { RetryAt: { } until } limited => rows.PostponeAsync(item, until, limited.Message),
            GitHubAnswer<InstallationInfo>.Unavailable unavailable => delivery.FailAsync(item, unavailable.Message),
            GitHubAnswer<InstallationInfo>.No no => delivery.BuryAsync(item, $"The GitHub App is not installed on {item.RepositoryFullName}: {no.Message}"),
            _ => throw new InvalidOperationException($"{answer.GetType()} is no answer."),
        });
    }
}
