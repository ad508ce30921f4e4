using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace TaskRelay.Web.Data;

/// <summary>What a piece of work at the gate writes with: the gate's connection, as EF context or as prepared statements.</summary>
public sealed class WriteScope(StatementCache statements, DbTransaction transaction, Func<RelayDbContext> contexts) : IAsyncDisposable
{
    private List<Action>? _afterCommit;
    private HashSet<string>? _announced;
    private RelayDbContext? _db;

    /// <summary>EF on the gate's connection and transaction; made when first asked for.</summary>
    public RelayDbContext Db
    {
        get
        {
            if (_db is null)
            {
                _db = contexts();
                _db.Database.AutoSavepointsEnabled = false;
                _db.Database.UseTransaction(transaction);
            }

            return _db;
        }
    }

    /// <summary>Runs a prepared statement (values as <c>@p0</c>, <c>@p1</c>, …) and returns the number of rows it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> values) =>
        statements.Bind(sql, transaction, values).ExecuteNonQuery();

    /// <summary>Runs a prepared query and hands the open reader to <paramref name="read"/> when it has a row; else returns the default.</summary>
    public T? QueryFirst<T>(string sql, Func<DbDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var reader = statements.Bind(sql, transaction, values).ExecuteReader();
        return reader.Read() ? read(reader) : default;
    }

    /// <summary>Runs after the commit that makes this work durable, on the gate's loop: hints only, never work.</summary>
    public void AfterCommit(Action hint) => (_afterCommit ??= []).Add(hint);

    /// <summary>Told to the other instances after the commit, if there are any: see <see cref="Sharing.Announcements"/>.</summary>
    public void Announce(string topic) => (_announced ??= new(StringComparer.Ordinal)).Add(topic);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _db?.DisposeAsync() ?? ValueTask.CompletedTask;

    internal IReadOnlyCollection<string> Announced => _announced ?? (IReadOnlyCollection<string>)[];

    internal void Committed()
    {
        foreach (var hint in _afterCommit ?? [])
        {
            hint();
        }
    }
}
