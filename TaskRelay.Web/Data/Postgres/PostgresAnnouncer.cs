using System.Threading.Channels;
using Npgsql;

namespace TaskRelay.Web.Data.Postgres;

/// <summary>
/// Tells other instances what changed, after the commit and beside it: a NOTIFY inside the transaction would make all
/// commits of the database wait for each other. What piles up meanwhile is said once.
/// </summary>
public sealed partial class PostgresAnnouncer(PostgresPools pools, ILogger<PostgresAnnouncer> logger) : IAsyncDisposable
{
    /// <summary>The channel that instances talk on.</summary>
    public const string Channel = "taskrelay";

    /// <summary>PostgreSQL takes less than 8000 bytes at once.</summary>
    private const int LongestWord = 7000;
    private const int Capacity = 10_000;

    private readonly Channel<string> _topics = System.Threading.Channels.Channel.CreateBounded<string>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest });

    private Task? _loop;

    /// <summary>Marks what this process says, which it does not need to hear.</summary>
    public string Run { get; } = Guid.NewGuid().ToString("N")[..12];

    /// <summary>Begins to talk.</summary>
    public void Start() => _loop ??= Task.Run(RunAsync);

    /// <summary>Says it soon.</summary>
    public void Say(IReadOnlyCollection<string> topics)
    {
        foreach (var topic in topics)
        {
            _topics.Writer.TryWrite(topic);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _topics.Writer.TryComplete();
        await (_loop ?? Task.CompletedTask);
    }

    private async Task RunAsync()
    {
        while (await _topics.Reader.WaitToReadAsync())
        {
            try
            {
                await SayAsync(Word());
            }
            catch (Exception exception) when (PostgresFailures.IsUnavailable(exception))
            {
                // The others look by themselves every few seconds.
                Log.NotSaid(logger, PostgresFailures.Words(exception));
            }
        }
    }

    /// <summary>Who says it, then what, each once.</summary>
    private string Word()
    {
        var said = new HashSet<string>(StringComparer.Ordinal);
        var length = Run.Length;
        while (length < LongestWord && _topics.Reader.TryRead(out var topic))
        {
            if (said.Add(topic))
            {
                length += topic.Length + 1;
            }
        }

        return string.Join(' ', said.Prepend(Run));
    }

    private async Task SayAsync(string word)
    {
        await using var command = pools.Writes.CreateCommand("SELECT pg_notify($1, $2)");
        command.Parameters.Add(new NpgsqlParameter { Value = Channel });
        command.Parameters.Add(new NpgsqlParameter { Value = word });
        await command.ExecuteNonQueryAsync();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Other instances were not told of a change; they find it within seconds. {Words}")]
        public static partial void NotSaid(ILogger logger, string words);
    }
}
