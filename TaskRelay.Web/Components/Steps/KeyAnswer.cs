namespace TaskRelay.Web.Components.Steps;

/// <summary>What came of a key that was tried.</summary>
/// <param name="IsStored">Whether it is kept.</param>
/// <param name="Message">What the provider said.</param>
public sealed record KeyAnswer(bool IsStored, string Message);
