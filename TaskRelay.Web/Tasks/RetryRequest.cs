namespace TaskRelay.Web.Tasks;

/// <summary>What a retry changes; null keeps what the task has.</summary>
public sealed record RetryRequest(string? Agent = null, string? Model = null, string? Instructions = null);
