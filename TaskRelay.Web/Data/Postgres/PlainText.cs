using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace TaskRelay.Web.Data.Postgres;

/// <summary>
/// PostgreSQL takes no zero character and no half of a surrogate pair in a text, and a worker's log or a caller's filter
/// may hold either. They become the sign for what can't be shown, as a half does on SQLite.
/// </summary>
internal sealed class PlainText : DbCommandInterceptor
{
    private const char Unshown = '\uFFFD';

    /// <summary>The text as PostgreSQL takes it; mostly the same one.</summary>
    public static string Of(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (!IsTaken(text, ref at))
            {
                return Mended(text);
            }
        }

        return text;
    }

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) => base.ReaderExecuting(Mend(command), eventData, result);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
        base.ReaderExecutingAsync(Mend(command), eventData, result, cancellationToken);

    public override InterceptionResult<int> NonQueryExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result) => base.NonQueryExecuting(Mend(command), eventData, result);

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
        base.NonQueryExecutingAsync(Mend(command), eventData, result, cancellationToken);

    private static DbCommand Mend(DbCommand command)
    {
        foreach (DbParameter parameter in command.Parameters)
        {
            if (parameter.Value is string text)
            {
                parameter.Value = Of(text);
            }
        }

        return command;
    }

    private static string Mended(string text) => string.Create(text.Length, text, static (mended, from) =>
    {
        for (var at = 0; at < from.Length; at++)
        {
            var start = at;
            if (IsTaken(from, ref at))
            {
                from.AsSpan(start, at - start + 1).CopyTo(mended[start..]);
            }
            else
            {
                mended[start] = Unshown;
            }
        }
    });

    /// <summary>Whether the character at that place, or the pair that begins there, is taken; moves on to its last half.</summary>
    private static bool IsTaken(string text, ref int at)
    {
        if (!char.IsSurrogate(text[at]))
        {
            return text[at] != '\0';
        }

        if (char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
        {
            at++;
            return true;
        }

        return false;
    }
}
