namespace TaskRelay.Web.Tasks;

/// <summary>Why an attempt ended badly: a stable code, a sentence, and the phase.</summary>
public sealed record TaskError(string Code, string Message, string? Phase = null);
