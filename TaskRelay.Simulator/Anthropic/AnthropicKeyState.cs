namespace TaskRelay.Simulator.Anthropic;

public enum AnthropicKeyState
{
    /// <summary>Unknown or revoked: 401.</summary>
    Invalid,

    Valid,

    /// <summary>Known, but without permission: 403.</summary>
    Forbidden,
}
