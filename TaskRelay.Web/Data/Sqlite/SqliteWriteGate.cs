using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Observability;

namespace TaskRelay.Web.Data.Sqlite;

/// <summary>
/// One connection, one loop, group commit: whatever is queued (at most <see cref="BatchSize"/>) runs in one
/// transaction, each item in a savepoint of its own, and the callers are completed after the commit. There is no
/// timer: an idle gate commits a single item at once.
/// </summary>
public sealed partial class SqliteWriteGate(SqliteConnections connections, RelayMetrics metrics, ILogger<SqliteWriteGate> logger) : IWriteGate, IAsyncDisposable
{
    private const int BatchSize = 256;
    private const int Capacity = 4096;

    // SQLite's primary result codes.
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;

    private readonly Channel<Item> _items = Channel.CreateBounded<Item>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly List<Item> _batch = new(BatchSize);
    private SqliteConnection? _connection;
    private StatementCache? _statements;
    private DbContextOptions<RelayDbContext>? _contextOptions;
    private Task? _loop;

    /// <summary>Opens the connection and starts the loop. Called once, after the migrations.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken);
        _loop = Task.Run(RunAsync, CancellationToken.None);
    }

    /// <inheritdoc />
    public Task<T> WriteAsync<T>(Func<WriteScope, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var item = new Item<T>(work, cancellationToken);

        // A full gate answers at once: waiting here would only add to what GitHub's ten seconds have to hold.
        return _items.Writer.TryWrite(item)
            ? item.Result
            : throw new StoreUnavailableException("The write gate is full or closed.");
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _items.Writer.TryComplete();
        if (_loop is not null)
        {
            await _loop;
        }

        await CloseAsync();
    }

    private async Task RunAsync()
    {
        while (await _items.Reader.WaitToReadAsync())
        {
            _batch.Clear();
            while (_batch.Count < BatchSize && _items.Reader.TryRead(out var item))
            {
                _batch.Add(item);
            }

            await CommitBatchAsync();
        }
    }

    private async Task CommitBatchAsync()
    {
        try
        {
            if (_connection is null)
            {
                await OpenAsync(CancellationToken.None);
            }

            // BEGIN IMMEDIATE: a deferred transaction that turns from reading to writing may meet SQLITE_BUSY at once.
            await using (var transaction = _connection!.BeginTransaction())
            {
                foreach (var item in _batch)
                {
                    await RunItemAsync(item, transaction);
                }

                transaction.Commit();
            }

            metrics.Committed(_batch.Count);

            foreach (var item in _batch)
            {
                item.Complete();
            }
        }
        catch (Exception exception) when (IsStoreFailure(exception))
        {
            // Busy, full or read-only disk, I/O error: SQLite has rolled the whole batch back, so nobody was told yes.
            Log.BatchFailed(logger, _batch.Count, exception);
            foreach (var item in _batch)
            {
                item.Fail(new StoreUnavailableException("The database can't be written now.", exception));
            }

            await CloseAsync();
        }
    }

    private async Task RunItemAsync(Item item, SqliteTransaction transaction)
    {
        if (item.IsCancelled)
        {
            return;
        }

        _statements!.Bind("SAVEPOINT item", transaction, []).ExecuteNonQuery();
        var scope = new WriteScope(_statements, transaction, () => new RelayDbContext(_contextOptions!));
        bool keep;
        await using (scope)
        {
            keep = await item.RunAsync(scope);
        }

        if (!keep)
        {
            _statements.Bind("ROLLBACK TO item", transaction, []).ExecuteNonQuery();
        }

        _statements.Bind("RELEASE item", transaction, []).ExecuteNonQuery();
    }

    /// <summary>A fault of the file or the disk, as opposed to one of the item: then nothing of the batch may count.</summary>
    private static bool IsStoreFailure(Exception exception) => exception switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode is Busy or Locked or ReadOnly or InputOutput or Corrupt or Full or CannotOpen,
        DbUpdateException { InnerException: { } inner } => IsStoreFailure(inner),
        IOException => true,
        _ => false,
    };

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        _connection = await connections.OpenWriterAsync(cancellationToken);
        _statements = new StatementCache(_connection);
        _contextOptions = new DbContextOptionsBuilder<RelayDbContext>().UseSqlite(_connection).Options;
    }

    private async Task CloseAsync()
    {
        _statements?.Dispose();
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }

        _connection = null;
    }

    private abstract class Item
    {
        public abstract bool IsCancelled { get; }

        /// <summary>True when the effects are to be kept.</summary>
        public abstract Task<bool> RunAsync(WriteScope scope);

        public abstract void Complete();

        public abstract void Fail(Exception exception);
    }

    private sealed class Item<T>(Func<WriteScope, CancellationToken, Task<T>> work, CancellationToken cancellationToken) : Item
    {
        private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private WriteScope? scope;
        private Exception? failure;
        private T? value;

        public Task<T> Result => completion.Task;

        public override bool IsCancelled => cancellationToken.IsCancellationRequested;

        public override async Task<bool> RunAsync(WriteScope writes)
        {
            try
            {
                scope = writes;
                value = await work(writes, cancellationToken);
                return true;
            }
            catch (Exception exception) when (!IsStoreFailure(exception))
            {
                // One bad item must not fail its neighbours: it is undone alone, and its caller gets the exception.
                failure = exception;
                return false;
            }
        }

        public override void Complete()
        {
            if (failure is not null)
            {
                completion.TrySetException(failure);
            }
            else if (scope is null)
            {
                completion.TrySetCanceled(cancellationToken);
            }
            else
            {
                scope.Committed();
                completion.TrySetResult(value!);
            }
        }

        public override void Fail(Exception exception) => completion.TrySetException(failure ?? exception);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A batch of {Count} writes failed and was rolled back.")]
        public static partial void BatchFailed(ILogger logger, int count, Exception exception);
    }
}
