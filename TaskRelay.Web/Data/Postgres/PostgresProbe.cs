using Microsoft.EntityFrameworkCore;

namespace TaskRelay.Web.Data.Postgres;

/// <summary>Looks at the server: reachable, writable and with this version's schema.</summary>
internal sealed class PostgresProbe(PostgresPools pools, PostgresSettings settings, IDbContextFactory<RelayDbContext> contexts) : IStoreProbe
{
    /// <inheritdoc />
    public string Place => settings.Place;

    /// <inheritdoc />
    public string? File => null;

    /// <inheritdoc />
    public string Remedy => $"Look whether PostgreSQL at {Place} runs, takes connections and is the primary; TaskRelay goes on by itself when it is back.";

    /// <inheritdoc />
    public async Task<string?> WhyNotAsync(CancellationToken cancellationToken)
    {
        try
        {
            // A pooled connection may have died unnoticed: the second try opens a new one.
            return await LookAsync(cancellationToken);
        }
        catch (Exception exception) when (PostgresFailures.IsBroken(exception))
        {
            return await LookAgainAsync(cancellationToken);
        }
        catch (Exception exception) when (PostgresFailures.IsUnavailable(exception))
        {
            return Told(exception);
        }
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<string>?> PendingMigrationsAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            return [.. await context.Database.GetPendingMigrationsAsync(cancellationToken)];
        }
        catch (Exception exception) when (exception is StoreUnavailableException || PostgresFailures.IsUnavailable(exception))
        {
            return null;
        }
    }

    /// <inheritdoc />
    public async Task<string?> VersionAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var command = pools.Reads.CreateCommand("SHOW server_version");
            return $"PostgreSQL {await command.ExecuteScalarAsync(cancellationToken)}";
        }
        catch (Exception exception) when (PostgresFailures.IsUnavailable(exception))
        {
            return null;
        }
    }

    private async Task<string?> LookAgainAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await LookAsync(cancellationToken);
        }
        catch (Exception exception) when (PostgresFailures.IsUnavailable(exception))
        {
            return Told(exception);
        }
    }

    private async Task<string?> LookAsync(CancellationToken cancellationToken)
    {
        await using var command = pools.Reads.CreateCommand("SELECT pg_is_in_recovery() FROM (SELECT count(*) FROM stored_settings) AS counted");
        return await command.ExecuteScalarAsync(cancellationToken) is true ? "The database is a standby: it can be read and not written." : null;
    }

    private static string Told(Exception exception) => $"The database can't be read ({PostgresFailures.Words(exception)}).";
}
