namespace TaskRelay.Web.GitHub;

/// <summary>Something that was said on an issue or pull request.</summary>
/// <param name="Id">Of its own kind.</param>
/// <param name="Body">Its words.</param>
/// <param name="Author">Who said it; null for an account that is gone.</param>
/// <param name="CreatedAt">When.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
/// <param name="Url">Its address.</param>
public sealed record SpokenText(long Id, string Body, WriterInfo? Author, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, string Url)
{
    /// <summary>The App that it was written through.</summary>
    public long? ViaAppId { get; init; }

    /// <summary>Of a review: <c>APPROVED</c>, <c>CHANGES_REQUESTED</c>, <c>COMMENTED</c> or <c>DISMISSED</c>.</summary>
    public string? State { get; init; }

    /// <summary>Of a review comment: the file.</summary>
    public string? Path { get; init; }

    /// <summary>Of a review comment: the line, where it is known.</summary>
    public int? Line { get; init; }

    /// <summary>Of a review comment: whether that line is not there any more.</summary>
    public bool IsOutdated { get; init; }
}

/// <summary>A check that failed.</summary>
public sealed record FailedCheck(string Name, string Conclusion, string? Title, string? Summary, DateTimeOffset? CompletedAt, string? Url);

/// <summary>Who made a pull request's commits.</summary>
/// <param name="Authors">Each account once.</param>
/// <param name="AreAllKnown">Whether every commit has an account, and every commit was looked at.</param>
public sealed record CommitAuthors(IReadOnlyList<WriterInfo> Authors, bool AreAllKnown);
