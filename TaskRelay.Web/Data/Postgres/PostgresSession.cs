using Npgsql;
using TaskRelay.Web.Data.Sharing;

namespace TaskRelay.Web.Data.Postgres;

/// <summary>
/// The one connection that stays open. It holds a lock on this instance's name for as long as the process lives, so that
/// no two have one name and each can see who lives; and it hears what the others say.
/// </summary>
public sealed partial class PostgresSession(
    PostgresSettings settings, PostgresAnnouncer announcer, Announcements announcements, ILogger<PostgresSession> logger) : IAsyncDisposable
{
    /// <summary>The locks of instances, among all that may be taken in the database.</summary>
    public const int LockClass = 0x54524C59;

    /// <summary>The lock of whoever migrates.</summary>
    public const int MigrationLockClass = 0x54524C5A;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>A process that was just killed is noticed by the server at once on one machine, a little later across a network.</summary>
    private static readonly TimeSpan NameWait = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stopping = new();
    private NpgsqlConnection? _connection;
    private Task? _loop;

    /// <summary>Takes the name and begins to listen.</summary>
    /// <exception cref="StoreUnavailableException">Another living instance has the name.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await OpenAsync(cancellationToken);
        for (var waited = TimeSpan.Zero; !await TakeNameAsync(cancellationToken); waited += Pause)
        {
            if (waited >= NameWait)
            {
                throw new StoreUnavailableException(
                    $"Another TaskRelay instance called {settings.Instance} is using {settings.Place}. Stop it first, or give each instance a name of its own with {NodeName.Key}.");
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }

        _loop = Task.Run(RunAsync, CancellationToken.None);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await (_loop ?? Task.CompletedTask);
        await CloseAsync();
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                if (_connection is null)
                {
                    await OpenAsync(_stopping.Token);
                    if (!await TakeNameAsync(_stopping.Token))
                    {
                        // The server has not noticed yet that the old connection is gone.
                        Log.NameTaken(logger, settings.Instance);
                        throw new StoreUnavailableException("The name is not free yet.");
                    }

                    Log.Back(logger, settings.Place);
                    announcements.HearAfterSilence();
                }

                await _connection!.WaitAsync(_stopping.Token);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is StoreUnavailableException or OperationCanceledException or IOException || PostgresFailures.IsUnavailable(exception))
            {
                Log.Lost(logger, settings.Place, PostgresFailures.Words(exception));
                await CloseAsync();
                await Task.Delay(Pause, TimeProvider.System, _stopping.Token).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
        }
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(settings.SessionConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            connection.Notification += (_, heard) => Hear(heard.Payload);
            await using var command = new NpgsqlCommand($"LISTEN {PostgresAnnouncer.Channel}", connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
            _connection = connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task<bool> TakeNameAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT pg_try_advisory_lock($1, $2)", _connection);
        command.Parameters.Add(new NpgsqlParameter { Value = LockClass });
        command.Parameters.Add(new NpgsqlParameter { Value = settings.LockId });
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private async Task CloseAsync()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync();
        }
    }

    private void Hear(string payload)
    {
        if (payload.Split(' ') is [var run, .. var topics] && run != announcer.Run)
        {
            foreach (var topic in topics)
            {
                announcements.Hear(topic);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The connection that listens to other instances at {Place} is lost; it is opened again. {Words}")]
        public static partial void Lost(ILogger logger, string place, string words);

        [LoggerMessage(2, LogLevel.Information, "Listening to other instances at {Place} again.")]
        public static partial void Back(ILogger logger, string place);

        [LoggerMessage(3, LogLevel.Warning, "The name {Instance} is held by another connection still.")]
        public static partial void NameTaken(ILogger logger, string instance);
    }
}
