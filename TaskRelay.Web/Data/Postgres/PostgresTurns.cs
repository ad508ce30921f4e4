using TaskRelay.Web.Data.Sharing;

namespace TaskRelay.Web.Data.Postgres;

/// <summary>Turns as rows, by the database's clock: the only one that all instances share.</summary>
internal sealed class PostgresTurns(IWriteGate writes, PostgresSettings settings) : ITurns
{
    private const string Now = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint";

    /// <inheritdoc />
    public Task<bool> TryTakeAsync(string name, TimeSpan length, CancellationToken cancellationToken) => writes.WriteAsync(
        (scope, _) => Task.FromResult(scope.Execute(
            $"""
            INSERT INTO turns (name, owner, until) VALUES (@p0, @p1, {Now} + @p2)
            ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, until = excluded.until
                WHERE turns.owner = excluded.owner OR turns.until < {Now}
            """,
            name, settings.Instance, (long)length.TotalMilliseconds) > 0),
        cancellationToken);

    /// <inheritdoc />
    public Task GiveBackAsync(string name, CancellationToken cancellationToken) => writes.WriteAsync(
        (scope, _) => Task.FromResult(scope.Execute("DELETE FROM turns WHERE name = @p0 AND owner = @p1", name, settings.Instance)), cancellationToken);
}
