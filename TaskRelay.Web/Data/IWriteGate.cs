namespace TaskRelay.Web.Data;

/// <summary>
/// The one way to write. A caller returns after its work is durable. To the work the store is as if nobody else wrote:
/// on SQLite nobody does, and on PostgreSQL every transaction is serializable.
/// </summary>
public interface IWriteGate
{
    /// <summary>
    /// Runs <paramref name="work"/> in a transaction and returns its result after the commit. Work does nothing but
    /// SQL and never calls the gate. It may be run again from the start, where another instance was first or the
    /// connection broke: what it changes beside the store must stand a repetition. If it throws, its own effects are undone, those of its neighbours are not, and
    /// the exception reaches the caller.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The gate is full or the database can't be written now; nothing was stored.</exception>
    Task<T> WriteAsync<T>(Func<WriteScope, CancellationToken, Task<T>> work, CancellationToken cancellationToken);
}
