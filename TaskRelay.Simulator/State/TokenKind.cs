namespace TaskRelay.Simulator.State;

/// <summary>Who a request came from, as its credentials tell.</summary>
public enum TokenKind
{
    None,
    Invalid,
    App,
    Installation,
    User,
    Personal,
}
