using TaskRelay.Web.Data;

namespace TaskRelay.Web.Tasks;

/// <summary>
/// Something that is to be written when a task has ended, in the transaction of that end: neither is there without the
/// other. It does nothing but SQL. An end that is followed by another attempt at once is none.
/// </summary>
public interface ITaskEndNotice
{
    /// <summary>Writes it; the task is as it ended.</summary>
    Task WriteAsync(WriteScope scope, RelayTask task, CancellationToken cancellationToken);
}
