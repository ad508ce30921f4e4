namespace TaskRelay.Web.Diagnostics;

/// <summary>A key that can't be used as it is, and what to set instead.</summary>
public sealed record ConfigurationFault(string Key, string Remedy);
