using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace TaskRelay.Web.Data.Postgres;

/// <summary>
/// Waits for the server, takes this instance's name, brings the schema to this version as the only one who does so, and
/// begins to listen.
/// </summary>
internal sealed partial class PostgresStartup(
    PostgresSettings settings, PostgresSession session, PostgresAnnouncer announcer, ILogger<PostgresStartup> logger) : IStoreStartup
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>A database that is started together with the app needs a moment.</summary>
    private const int MostTries = 30;

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        RaiseThreads();
        await ReachAsync(cancellationToken);
        await session.StartAsync(cancellationToken);
        await MigrateAsync(cancellationToken);
        announcer.Start();
        Log.Ready(logger, settings.Place, settings.Instance);
    }

    /// <summary>Each writer may block a thread for as long as the server takes; requests need threads all the same.</summary>
    private static void RaiseThreads()
    {
        ThreadPool.GetMinThreads(out var workers, out var completion);
        ThreadPool.SetMinThreads(Math.Max(workers, Environment.ProcessorCount + (2 * PostgresSettings.Writers)), completion);
    }

    private async Task ReachAsync(CancellationToken cancellationToken)
    {
        for (var tried = 1; ; tried++)
        {
            try
            {
                await using var connection = new NpgsqlConnection(settings.SessionConnectionString);
                await connection.OpenAsync(cancellationToken);
                await using var command = new NpgsqlCommand("SHOW server_encoding", connection);
                if (await command.ExecuteScalarAsync(cancellationToken) is not "UTF8")
                {
                    throw new StoreUnavailableException($"The database {settings.Place} must have the encoding UTF8: create it with ENCODING 'UTF8'.");
                }

                return;
            }
            catch (Exception exception) when (tried < MostTries && IsAway(exception))
            {
                Log.Waiting(logger, settings.Place, exception.Message);
            }
            catch (Exception exception) when (exception is NpgsqlException or SocketException)
            {
                throw new StoreUnavailableException($"PostgreSQL at {settings.Place} can't be used: {PostgresFailures.Words(exception)}.", exception);
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>It does not answer, its name is not known yet, or it is starting; anything that it answers else is final.</summary>
    private static bool IsAway(Exception exception) =>
        exception is SocketException || (exception is NpgsqlException && exception is not PostgresException { SqlState: not ['5', '7', 'P', ..] });

    private async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(settings.SessionConnectionString);
        await connection.OpenAsync(cancellationToken);

        // Held by the connection: a process that is killed while it migrates leaves nothing behind.
        await using (var command = new NpgsqlCommand("SELECT pg_advisory_lock($1, 1)", connection) { CommandTimeout = 0 })
        {
            command.Parameters.Add(new NpgsqlParameter { Value = PostgresSession.MigrationLockClass });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        // As on SQLite: a model without its migration is found by a test, not by building the model twice at every start.
        var options = new DbContextOptionsBuilder<PostgresRelayDbContext>().UseNpgsql(connection, npgsql => npgsql.CommandTimeout(0))
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning)).Options;
        await using var context = new PostgresRelayDbContext(options);
        try
        {
            await SchemaVersion.RefuseNewerAsync(context, cancellationToken);
            await context.Database.MigrateAsync(cancellationToken);
        }
        catch (PostgresException exception)
        {
            throw new StoreUnavailableException($"The database {settings.Place} can't be brought to this version: {PostgresFailures.Words(exception)}.", exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The store {Place} is open; this instance is {Instance}.")]
        public static partial void Ready(ILogger logger, string place, string instance);

        [LoggerMessage(2, LogLevel.Warning, "Waiting for PostgreSQL at {Place}. {Words}")]
        public static partial void Waiting(ILogger logger, string place, string words);
    }
}
