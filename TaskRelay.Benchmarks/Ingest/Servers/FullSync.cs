using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace TaskRelay.Benchmarks.Ingest.Servers;

/// <summary>Gives EF's connections the durability and the waiting that the other peers' have.</summary>
internal sealed class FullSync : DbConnectionInterceptor
{
    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 10000;";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
