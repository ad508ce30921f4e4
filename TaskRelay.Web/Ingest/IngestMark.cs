namespace TaskRelay.Web.Ingest;

/// <summary>How far one source of commands has been looked through, so that the next look is short.</summary>
public sealed class IngestMark
{
    /// <summary>What was looked through: <c>deliveries</c>, or <c>comments:REPOSITORY</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Everything before this is settled; by GitHub's clock.</summary>
    public required DateTimeOffset Until { get; set; }

    /// <summary>GitHub's tag of the list that begins there, when nothing new stood in it.</summary>
    public string? Tag { get; set; }
}
