using System.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using TaskRelay.Web.Observability;

namespace TaskRelay.Web.Data.Postgres;

/// <summary>
/// Runs each piece of work in a serializable transaction of its own, a few at once, and again from the start when
/// PostgreSQL says that another was first. So work may read, decide and write as if it were alone, on one instance or
/// on several. The server itself puts commits of one moment together; a batch of ours would hold locks for its whole
/// length and meet other instances' batches in deadlocks.
/// </summary>
public sealed partial class PostgresWriteGate(
    PostgresPools pools, PostgresAnnouncer announcer, RelayMetrics metrics, ILogger<PostgresWriteGate> logger) : IWriteGate, IDisposable
{
    private const int Capacity = 4096;
    private const int MostTries = 20;

    /// <summary>A key that is still taken when the work is run again is no race any more.</summary>
    private const int MostTriesForKey = 3;

    /// <summary>GitHub gives a webhook ten.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim _turns = new(PostgresSettings.Writers);
    private readonly DbContextOptions<PostgresRelayDbContext> _contexts =
        new DbContextOptionsBuilder<PostgresRelayDbContext>().UseNpgsql().AddInterceptors(new PlainText()).Options;

    private int _inside;

    /// <inheritdoc />
    public async Task<T> WriteAsync<T>(Func<WriteScope, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Interlocked.Increment(ref _inside) > Capacity)
        {
            Interlocked.Decrement(ref _inside);
            throw new StoreUnavailableException("The write gate is full.");
        }

        try
        {
            if (!await _turns.WaitAsync(LongestWait, cancellationToken))
            {
                throw new StoreUnavailableException("The write gate is busy.");
            }

            try
            {
                // Statements block their thread for as long as the server takes: never a page's own.
                return await Task.Run(() => RepeatAsync(work, cancellationToken), CancellationToken.None);
            }
            finally
            {
                _turns.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _inside);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _turns.Dispose();

    private async Task<T> RepeatAsync<T>(Func<WriteScope, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        for (var tried = 1; ; tried++)
        {
            var isCommitting = false;
            try
            {
                return await RunAsync(work, () => isCommitting = true, cancellationToken);
            }
            catch (Exception exception) when (tried < MostTries && (PostgresFailures.IsConflict(exception) || (tried < MostTriesForKey && PostgresFailures.IsTakenKey(exception))))
            {
                // Rolled back for certain, at the commit too.
            }
            catch (Exception exception) when (tried < MostTries && !isCommitting && PostgresFailures.IsBroken(exception))
            {
                Log.Broken(logger, PostgresFailures.Words(exception));
            }
            catch (Exception exception) when (PostgresFailures.IsUnavailable(exception))
            {
                // Lost at the commit: it may have taken place. The caller repeats, and keys and statuses make that harmless.
                Log.Failed(logger, exception);
                throw new StoreUnavailableException("The database can't be written now.", exception);
            }

            await Task.Delay(PauseAfter(tried), TimeProvider.System, CancellationToken.None);
        }
    }

    private async Task<T> RunAsync<T>(Func<WriteScope, CancellationToken, Task<T>> work, Action committing, CancellationToken cancellationToken)
    {
        await using var connection = await pools.Writes.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
        using var statements = new StatementCache(connection, PlainText.Of);
        var scope = new WriteScope(statements, transaction, () => ContextOn(connection));
        T value;
        await using (scope)
        {
            value = await work(scope, cancellationToken);
        }

        committing();
        await transaction.CommitAsync(CancellationToken.None);
        metrics.Committed(1);
        scope.Committed();
        announcer.Say(scope.Announced);
        return value;
    }

    private PostgresRelayDbContext ContextOn(NpgsqlConnection connection)
    {
        var context = new PostgresRelayDbContext(_contexts);
        context.Database.SetDbConnection(connection);
        return context;
    }

    /// <summary>None at first, then longer and by chance: those that met must not meet again.</summary>
    private static TimeSpan PauseAfter(int tried)
    {
        var most = TimeSpan.FromMilliseconds(Math.Pow(2, Math.Min(tried, 10)));
        return tried < 2 ? TimeSpan.Zero : (most < LongestPause ? most : LongestPause) * Random.Shared.NextDouble();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The connection to the database broke; the write is tried again. {Words}")]
        public static partial void Broken(ILogger logger, string words);

        [LoggerMessage(2, LogLevel.Error, "A write failed and was refused.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
