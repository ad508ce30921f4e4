namespace TaskRelay.Simulator.Models;

/// <summary>What a request is answered with.</summary>
/// <param name="Id">A number of its own.</param>
/// <param name="Text">Words; may be empty.</param>
/// <param name="Calls">Calls of tools.</param>
/// <param name="Usage">Tokens.</param>
/// <param name="Break">What becomes of it on its way.</param>
public sealed record ModelAnswer(int Id, string Text, IReadOnlyList<ToolUse> Calls, ModelUsage Usage, StreamBreak Break);
