namespace TaskRelay.Web.Diagnostics.Startup;

/// <summary>Whether TaskRelay can do its work.</summary>
/// <param name="Status">All looks taken together.</param>
/// <param name="Version">TaskRelay's version.</param>
/// <param name="Checks">Each look; null for everybody but administrators.</param>
public sealed record StartupReport(StartupStatus Status, string Version, IReadOnlyList<CheckResult>? Checks);
