using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace TaskRelay.Web.Tests.Surface;

/// <summary>The queries that a relay asks its store.</summary>
public sealed class StoreQueries : DbCommandInterceptor
{
    private readonly ConcurrentQueue<string> _seen = [];

    public IReadOnlyList<string> Seen => [.. _seen];

    public void Clear() => _seen.Clear();

    /// <inheritdoc />
    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        _seen.Enqueue(command.CommandText);
        return new(result);
    }

    /// <inheritdoc />
    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        _seen.Enqueue(command.CommandText);
        return result;
    }
}
