using TaskRelay.Web.Settings.Checks;

namespace TaskRelay.Web.Components.Settings;

/// <summary>What happened to one credential on an open page.</summary>
/// <param name="Asked">What a test said last.</param>
/// <param name="Fault">Why a value was not taken.</param>
/// <param name="HasChanged">Somebody else was first.</param>
public sealed record CredentialState(KeyCheck? Asked = null, string? Fault = null, bool HasChanged = false);
