namespace TaskRelay.Web.Settings;

/// <summary>A bound that the operator's configuration sets for everybody.</summary>
/// <param name="Name">What it bounds.</param>
/// <param name="Value">As it is now, with its unit.</param>
/// <param name="Setting">Key of the configuration that decides it.</param>
public sealed record InstanceLimit(string Name, string Value, string Setting);
