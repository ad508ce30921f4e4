using TaskRelay.Web.Data;

namespace TaskRelay.Web.Tasks;

/// <summary>The time of a pause does not count as waiting: what could not start has its longest wait moved by it.</summary>
public static class PausedTime
{
    /// <summary>Moves the deadlines of what waited, in one repository or, for 0, in all.</summary>
    public static void GiveBack(WriteScope scope, DateTimeOffset now, DateTimeOffset since, long repositoryId) => scope.Execute(
        """
        UPDATE tasks SET deadline_at = deadline_at + @p0 - CASE WHEN queued_at > @p1 THEN queued_at ELSE @p1 END
        WHERE status = 'queued' AND queued_at < @p0 AND (@p2 = 0 OR repository_id = @p2)
        """,
        now, since, repositoryId);
}
