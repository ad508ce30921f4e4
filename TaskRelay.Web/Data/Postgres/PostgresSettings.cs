using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace TaskRelay.Web.Data.Postgres;

/// <summary>How PostgreSQL is reached: one pool that can only read, one that writes, and a connection that listens.</summary>
public sealed class PostgresSettings
{
    /// <summary>Transactions at once. More do not commit more: they only meet more often.</summary>
    public const int Writers = 8;

    /// <summary>Reads at once, where the connection string says nothing: two instances stay far below a server's usual 100 connections.</summary>
    private const int Readers = 24;

    private readonly NpgsqlConnectionStringBuilder _given;
    private readonly HashSet<string> _keys;

    public PostgresSettings(string connectionString, string instance)
    {
        _given = new NpgsqlConnectionStringBuilder(connectionString);
        _keys = [.. new DbConnectionStringBuilder { ConnectionString = connectionString }.Keys.Cast<string>().Select(Plain)];
        Instance = instance;
        LockId = BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes(instance))) & int.MaxValue;
    }

    /// <summary>This instance's name, which no other living one has.</summary>
    public string Instance { get; }

    /// <summary>Number of the lock that stands for the name.</summary>
    public int LockId { get; }

    /// <summary>Where the database is, for people: never with a password.</summary>
    public string Place => $"{_given.Host}/{_given.Database ?? _given.Username}";

    /// <summary>For EF reads. The server itself refuses writes on them, as every write has to pass the gate.</summary>
    public string ReadConnectionString => With("read", builder =>
    {
        builder.Options = $"{builder.Options} -c default_transaction_read_only=on".Trim();
        builder.MaxPoolSize = Given("maximumpoolsize") ? builder.MaxPoolSize : Readers;
    });

    /// <summary>For the gate. Whoever waits longer for a lock is refused: GitHub gives a webhook ten seconds in all.</summary>
    public string WriteConnectionString => With("write", builder =>
    {
        builder.Options = $"{builder.Options} -c lock_timeout=5s -c idle_in_transaction_session_timeout=30s".Trim();
        // One more for what is said to other instances.
        builder.MaxPoolSize = Writers + 1;
    });

    /// <summary>For the one connection that stays open: it holds the instance's name and hears the others.</summary>
    public string SessionConnectionString => With("session", builder =>
    {
        builder.Pooling = false;
        builder.KeepAlive = 10;
    });

    private string With(string use, Action<NpgsqlConnectionStringBuilder> change)
    {
        var builder = new NpgsqlConnectionStringBuilder(_given.ConnectionString)
        {
            ApplicationName = $"{_given.ApplicationName ?? "taskrelay"} {use}",
            Timeout = Given("timeout") ? _given.Timeout : 5,
            CommandTimeout = Given("commandtimeout") ? _given.CommandTimeout : 15,
            MaxAutoPrepare = Given("maxautoprepare") ? _given.MaxAutoPrepare : 100,
        };
        change(builder);
        return builder.ConnectionString;
    }

    private bool Given(string key) => _keys.Contains(key);

    private static string Plain(string key) => key.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant() switch
    {
        "maxpoolsize" => "maximumpoolsize",
        var plain => plain,
    };
}
