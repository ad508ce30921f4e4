namespace TaskRelay.Web.Tasks;

/// <summary>What a task came from.</summary>
public enum TaskSource
{
    Comment,
    Dashboard,
    Api,
}
