using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TaskRelay.Web.Data;
using TaskRelay.Web.Settings;

namespace TaskRelay.Web.Runners.Fly;

/// <summary>
/// Who brought a Fly token has their Machines in their own app, and pays for them; the others have theirs in the
/// instance's, where the operator set one.
/// </summary>
internal sealed class FlyAccounts(IDbContextFactory<RelayDbContext> contexts, SecretVault vault, IOptionsMonitor<FlyOptions> options) : IFlyAccounts
{
    public async Task<FlyAccountAnswer> ForAsync(Guid taskId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var userId = await context.Tasks.Where(task => task.Id == taskId).Select(task => task.CreatedById).FirstOrDefaultAsync(cancellationToken);
        return await OfAsync(context, userId, cancellationToken);
    }

    public async Task<IReadOnlyList<FlyAccount>> AllAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var found = new List<FlyAccount>();
        if (Instance() is { } instance)
        {
            found.Add(instance);
        }

        var users = await context.UserSecrets.Where(secret => secret.Name == FlyToken.Name).Select(secret => secret.UserId).ToListAsync(cancellationToken);
        foreach (var userId in users)
        {
            if (await OfAsync(context, userId, cancellationToken) is FlyAccountAnswer.Found { Account: var account })
            {
                found.Add(account);
            }
        }

        // Machines stay in the app that they were made in, whatever the settings name since.
        var noted = await context.Attempts
            .Where(attempt => attempt.EndedAt == null && attempt.Handle != null && attempt.Runner == "fly")
            .Join(context.Tasks, attempt => attempt.TaskId, task => task.Id, (attempt, task) => new { attempt.Handle, task.CreatedById })
            .ToListAsync(cancellationToken);
        foreach (var row in noted)
        {
            if (FlyHandle.Parse(row.Handle) is { } handle && await OfAsync(context, row.CreatedById, cancellationToken) is FlyAccountAnswer.Found own)
            {
                found.Add(own.Account with { AppName = handle.AppName });
            }
        }

        return [.. found.DistinctBy(account => (account.AppName, account.Token))];
    }

    private async Task<FlyAccountAnswer> OfAsync(RelayDbContext context, long userId, CancellationToken cancellationToken)
    {
        var secret = await context.UserSecrets.FirstOrDefaultAsync(
            row => row.UserId == userId && row.Name == FlyToken.Name, cancellationToken);
        if (secret is null)
        {
            return Instance() is { } instance
                ? new FlyAccountAnswer.Found(instance)
                : new FlyAccountAnswer.Missing(
                    "There is no Fly account to run on: enter a token and an app in the settings of Fly, or have the operator set Fly:ApiToken and Fly:AppName.");
        }

        // Whoever entered a token of their own does not want another's account to be used in its place.
        if (vault.Open(secret) is not { } token)
        {
            return new FlyAccountAnswer.Missing("The stored Fly token can't be decrypted any more. Enter it again in the settings of Fly.");
        }

        var config = await context.UserConfigs.FirstOrDefaultAsync(row => row.UserId == userId, cancellationToken);
        return config?.FlyAppName is { Length: > 0 } app
            ? new FlyAccountAnswer.Found(new FlyAccount
            {
                AppName = app,
                Token = token,
                Region = config.FlyRegion,
                Cpus = config.FlyCpus ?? FlyGuest.DefaultCpus,
                MemoryMb = config.FlyMemoryMb ?? FlyGuest.DefaultMemoryMb,
            })
            : new FlyAccountAnswer.Missing("There is a Fly token, but no app: enter the app's name in the settings of Fly.");
    }

    private FlyAccount? Instance() => options.CurrentValue is { ApiToken.Length: > 0, AppName.Length: > 0 } fly
        ? new FlyAccount { AppName = fly.AppName, Token = fly.ApiToken, Region = fly.Region, Cpus = fly.Cpus, MemoryMb = fly.MemoryMb }
        : null;
}
