using Npgsql;

namespace TaskRelay.Web.Data.Postgres;

/// <summary>The two pools of connections.</summary>
public sealed class PostgresPools(PostgresSettings settings) : IAsyncDisposable
{
    /// <summary>Connections that can't write.</summary>
    public NpgsqlDataSource Reads { get; } = NpgsqlDataSource.Create(settings.ReadConnectionString);

    /// <summary>The gate's own.</summary>
    public NpgsqlDataSource Writes { get; } = NpgsqlDataSource.Create(settings.WriteConnectionString);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Reads.DisposeAsync();
        await Writes.DisposeAsync();
    }
}
