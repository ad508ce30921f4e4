namespace TaskRelay.Web.Runners.Fly;

/// <summary>What Fly counts requests by.</summary>
internal enum FlyAction
{
    Create,
    List,
    Get,
    Stop,
    Destroy,
}
