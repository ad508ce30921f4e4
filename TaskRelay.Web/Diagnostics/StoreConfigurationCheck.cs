using Microsoft.Data.Sqlite;
using Npgsql;
using TaskRelay.Web.Data;

namespace TaskRelay.Web.Diagnostics;

/// <summary>Looks whether the connection string is one for the database that is named beside it. Never quotes it: it may hold a password.</summary>
internal static class StoreConfigurationCheck
{
    private const string Key = "ConnectionStrings:TaskRelay";

    /// <summary>Adds what is wrong.</summary>
    public static void Find(IConfiguration configuration, List<ConfigurationFault> faults)
    {
        var given = configuration[Key];
        if (configuration.UsesPostgres() ? PostgresFault(given) : SqliteFault(given))
        {
            faults.Add(new(Key, configuration.UsesPostgres()
                ? "Set a PostgreSQL connection string that names a host and a database: Host=db;Database=taskrelay;Username=taskrelay;Password=…"
                : "Set a SQLite connection string that names a file: Data Source=data/taskrelay.db. For PostgreSQL set Database:Provider to postgres."));
        }
    }

    private static bool SqliteFault(string? given)
    {
        try
        {
            return given is not null
                && new SqliteConnectionStringBuilder(given) is not { DataSource: not ("" or ":memory:"), Mode: not SqliteOpenMode.Memory };
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    private static bool PostgresFault(string? given)
    {
        try
        {
            return given is null || new NpgsqlConnectionStringBuilder(given) is not { Host.Length: > 0, Database.Length: > 0 };
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException)
        {
            return true;
        }
    }
}
