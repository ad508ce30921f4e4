using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;
using TaskRelay.Web.Data.Sqlite;

namespace TaskRelay.Benchmarks.Ingest.Servers;

/// <summary>
/// In the write gate's place: the same work, on the same kind of connection, with the same prepared statements, but
/// each piece begins and commits a transaction of its own.
/// </summary>
internal sealed class CommitPerRequest(SqliteConnections connections, int most) : IWriteGate, IDisposable
{
    /// <summary>Enough that no request waits for a connection at 64 connections from outside.</summary>
    public const int Pool = 64;

    private readonly ConcurrentBag<Writer> _idle = [];
    private readonly SemaphoreSlim _turns = new(most);

    public async Task<T> WriteAsync<T>(Func<WriteScope, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        try
        {
            var writer = _idle.TryTake(out var idle) ? idle : await OpenAsync(cancellationToken);
            var result = await RunAsync(writer, work, cancellationToken);

            // A writer that failed is not given back: its transaction's state is unknown.
            _idle.Add(writer);
            return result;
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _turns.Dispose();
        foreach (var writer in _idle)
        {
            writer.Statements.Dispose();
            writer.Connection.Dispose();
        }
    }

    private static async Task<T> RunAsync<T>(Writer writer, Func<WriteScope, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        // BEGIN IMMEDIATE.
        await using var transaction = writer.Connection.BeginTransaction();
        var scope = new WriteScope(writer.Statements, transaction, () => new RelayDbContext(writer.Options));
        T result;
        await using (scope)
        {
            result = await work(scope, cancellationToken);
        }

        transaction.Commit();
        scope.Committed();
        return result;
    }

    private async Task<Writer> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = await connections.OpenWriterAsync(cancellationToken);

        // SQLite's own waiting for the lock is finer than the driver's, which sleeps 150 ms.
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA busy_timeout = 10000";
        await command.ExecuteNonQueryAsync(cancellationToken);
        return new Writer(
            connection, new StatementCache(connection), new DbContextOptionsBuilder<RelayDbContext>().UseSqlite(connection).Options);
    }

    private sealed record Writer(SqliteConnection Connection, StatementCache Statements, DbContextOptions<RelayDbContext> Options);
}
