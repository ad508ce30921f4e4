namespace TaskRelay.Web.Data.Sharing;

/// <summary>How this process is called among several on one store; null where it is the only one.</summary>
public sealed record NodeName(string? Value)
{
    /// <summary>The configuration key.</summary>
    public const string Key = "Instance:Name";
}
