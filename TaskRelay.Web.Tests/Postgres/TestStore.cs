using Microsoft.Extensions.Configuration;
using TaskRelay.Web.Data;

namespace TaskRelay.Web.Tests.Postgres;

/// <summary>The database that a test class runs on; what holds on one holds on the other.</summary>
public abstract class TestStore
{
    /// <summary>A file of the rig's own.</summary>
    public static TestStore Sqlite { get; } = new OnSqlite();

    /// <summary>A database of its own on the server of this run.</summary>
    public static TestStore Postgres { get; } = new OnPostgres();

    /// <summary>Settings that lead to a new, empty store, with more beside them.</summary>
    public abstract Task<Dictionary<string, string?>> NewAsync(IEnumerable<KeyValuePair<string, string?>>? more = null);

    /// <summary>Removes the store that the settings led to, where it outlives its folder.</summary>
    public static async Task RemoveAsync(IConfiguration configuration)
    {
        if (configuration.UsesPostgres())
        {
            await (await PostgresServer.GetAsync()).DropAsync(configuration["ConnectionStrings:TaskRelay"]!);
        }
    }

    private static Dictionary<string, string?> Together(IEnumerable<KeyValuePair<string, string?>>? more) => new(more ?? []);

    private sealed class OnSqlite : TestStore
    {
        public override Task<Dictionary<string, string?>> NewAsync(IEnumerable<KeyValuePair<string, string?>>? more = null) =>
            Task.FromResult(Together(more));
    }

    private sealed class OnPostgres : TestStore
    {
        private int _names;

        public override async Task<Dictionary<string, string?>> NewAsync(IEnumerable<KeyValuePair<string, string?>>? more = null)
        {
            var settings = Together(more);
            settings["Database:Provider"] = "postgres";
            settings["ConnectionStrings:TaskRelay"] = await (await PostgresServer.GetAsync()).NewDatabaseAsync();
            settings.TryAdd("Instance:Name", $"test-{Interlocked.Increment(ref _names)}");
            return settings;
        }
    }
}
