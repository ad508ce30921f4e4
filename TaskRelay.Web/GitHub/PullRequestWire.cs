namespace TaskRelay.Web.GitHub;

// What is read of pull requests' reviews, checks and commits, as Octokit's serializer fills it.
internal sealed class WireReview
{
    public long Id { get; init; }

    public string? Body { get; init; }

    public string State { get; init; } = "";

    public WireAccount? User { get; init; }

    public DateTimeOffset? SubmittedAt { get; init; }

    public string HtmlUrl { get; init; } = "";
}

internal sealed class WireReviewComment
{
    public long Id { get; init; }

    public string? Body { get; init; }

    public string Path { get; init; } = "";

    /// <summary>Null when the line is not there any more.</summary>
    public int? Line { get; init; }

    public int? OriginalLine { get; init; }

    public WireAccount? User { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public string HtmlUrl { get; init; } = "";
}

internal sealed class WireCheckRunList
{
    public int TotalCount { get; init; }

    public List<WireCheckRun>? CheckRuns { get; init; }
}

internal sealed class WireCheckRun
{
    public string Name { get; init; } = "";

    public string? Conclusion { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    public string? HtmlUrl { get; init; }

    public WireCheckOutput? Output { get; init; }
}

internal sealed class WireCheckOutput
{
    public string? Title { get; init; }

    public string? Summary { get; init; }
}

internal sealed class WireCommit
{
    public string Sha { get; init; } = "";

    /// <summary>The account that the author's address belongs to; null where none does.</summary>
    public WireAccount? Author { get; init; }
}

internal sealed class WireContent
{
    public string? Type { get; init; }

    public string? Encoding { get; init; }

    public string? Content { get; init; }
}
