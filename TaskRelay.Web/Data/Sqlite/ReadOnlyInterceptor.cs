using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace TaskRelay.Web.Data.Sqlite;

/// <summary>
/// Makes every connection outside the gate refuse to write: two writers of one file cost tails of half a second, and
/// a write that bypasses the gate is a bug that should show at once.
/// </summary>
internal sealed class ReadOnlyInterceptor : DbConnectionInterceptor
{
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = Pragma(connection);
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = Pragma(connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static DbCommand Pragma(DbConnection connection)
    {
        var command = connection.CreateCommand();
        command.CommandText = "PRAGMA query_only = 1";
        return command;
    }
}
