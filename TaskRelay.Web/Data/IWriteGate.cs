namespace TaskRelay.Web.Data;

/// <summary>
/// The one way to write. Concurrent callers share a commit; a caller returns after its work is durable.
/// </summary>
public interface IWriteGate
{
    /// <summary>
    /// Runs <paramref name="work"/> in a transaction and returns its result after the commit. Work does nothing but
    /// SQL and never calls the gate. If it throws, its own effects are undone, those of its neighbours are not, and
    /// the exception reaches the caller.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The gate is full or the database can't be written now; nothing was stored.</exception>
    Task<T> WriteAsync<T>(Func<WriteScope, CancellationToken, Task<T>> work, CancellationToken cancellationToken);
}
