using System.Data.Common;

namespace TaskRelay.Web.Data;

/// <summary>
/// Prepared statements of one connection, by their text: the ingest path spends its time in the database, not in
/// parsing SQL. Not thread-safe, like the connection.
/// </summary>
/// <param name="connection">What they run on.</param>
/// <param name="text">Makes text fit for the database, where it does not take any.</param>
public sealed class StatementCache(DbConnection connection, Func<string, string>? text = null) : IDisposable
{
    private readonly Dictionary<string, DbCommand> _commands = new(StringComparer.Ordinal);

    internal DbCommand Bind(string sql, DbTransaction transaction, ReadOnlySpan<object?> values)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            for (var index = 0; index < values.Length; index++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = $"@p{index}";
                command.Parameters.Add(parameter);
            }

            _commands.Add(sql, command);
        }

        command.Transaction = transaction;
        for (var index = 0; index < values.Length; index++)
        {
            command.Parameters[index].Value = Stored(values[index]);
        }

        return command;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }

        _commands.Clear();
    }

    private object Stored(object? value) => value switch
    {
        null => DBNull.Value,
        string words when text is not null => text(words),
        DateTimeOffset moment => moment.ToUnixTimeMilliseconds(),
        _ => value,
    };
}
