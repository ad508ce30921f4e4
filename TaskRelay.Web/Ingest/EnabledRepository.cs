namespace TaskRelay.Web.Ingest;

/// <summary>A repository that the App is installed on and that the operator serves.</summary>
public sealed record EnabledRepository(long InstallationId, long Id, string Owner, string Name)
{
    /// <summary>How its paths in the API begin.</summary>
    public string Path => $"repos/{Uri.EscapeDataString(Owner)}/{Uri.EscapeDataString(Name)}";
}
