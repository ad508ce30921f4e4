namespace TaskRelay.Web.Tasks;

/// <summary>Order among waiting tasks; waiting raises it (see the dispatcher's ageing).</summary>
public enum TaskPriority
{
    Low,
    Normal,
    High,
}
