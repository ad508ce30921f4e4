namespace TaskRelay.Web.Tasks;

/// <summary>What a <see cref="TaskEvent"/> tells.</summary>
public enum TaskEventKind
{
    State,
    Progress,
    Log,
}
