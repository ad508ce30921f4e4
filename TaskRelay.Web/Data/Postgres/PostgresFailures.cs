using System.Net.Sockets;
using Npgsql;

namespace TaskRelay.Web.Data.Postgres;

/// <summary>Tells what PostgreSQL's refusals mean: another was first, the server is away, or the work is at fault.</summary>
internal static class PostgresFailures
{
    /// <summary>Another transaction was first, and this one has surely done nothing: it is run again.</summary>
    public static bool IsConflict(Exception exception) =>
        Of(exception)?.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;

    /// <summary>A key that another transaction has taken, perhaps since this one looked: a second look tells.</summary>
    public static bool IsTakenKey(Exception exception) => Of(exception)?.SqlState == PostgresErrorCodes.UniqueViolation;

    /// <summary>The connection is gone, and a new one may do: a backend was ended, the server restarted or failed over.</summary>
    public static bool IsBroken(Exception exception) => exception is not OperationCanceledException && Of(exception) switch
    {
        { SqlState: ['5', '7', 'P', ..] or ['0', '8', ..] } => true,
        { } => false,
        null => Find<NpgsqlException>(exception) is { } lost && Find<TimeoutException>(lost) is null && (Find<IOException>(lost) ?? (Exception?)Find<SocketException>(lost)) is not null,
    };

    /// <summary>The server can't do it now, whatever the work: away, full, busy for too long, or turned read-only.</summary>
    public static bool IsUnavailable(Exception exception) => exception is not OperationCanceledException && Of(exception) switch
    {
        { SqlState: var state } => IsConflict(exception) || state is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled
            or PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.InvalidCatalogName
            || state[..2] is "57" or "08" or "53" or "58" or "28",
        null => Find<NpgsqlException>(exception) is not null,
    };

    /// <summary>A write where none is allowed: beside the gate a fault of ours, at the gate a server that became a standby.</summary>
    public static bool IsForbidden(Exception exception) => Of(exception)?.SqlState == PostgresErrorCodes.ReadOnlySqlTransaction;

    /// <summary>In words, without the statement or its values.</summary>
    public static string Words(Exception exception) => Of(exception) is { } told ? $"{told.SqlState}: {told.MessageText}" : exception.Message;

    private static PostgresException? Of(Exception exception) => Find<PostgresException>(exception);

    /// <summary>EF wraps what comes from the driver, sometimes twice.</summary>
    private static T? Find<T>(Exception? exception)
        where T : Exception
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is T found)
            {
                return found;
            }
        }

        return null;
    }
}
