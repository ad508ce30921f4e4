namespace TaskRelay.Web.Notifications;

/// <summary>What an outbox row means at the moment it is sent.</summary>
public abstract record Notice
{
    private Notice()
    {
    }

    /// <summary>A reaction on a comment.</summary>
    public sealed record Reaction(long CommentId, string Content) : Notice;

    /// <summary>A comment of the App's own, found again by its marker.</summary>
    public sealed record Comment(string Marker, string Text) : Notice
    {
        /// <summary>The marker is the first line: elsewhere it might be quoted from somebody.</summary>
        public string Body => CommentText.Cut($"{Marker}\n{Text}", CommentText.LongestBody);
    }

    /// <summary>Nothing is left to say.</summary>
    public sealed record Nothing : Notice;

    /// <summary>It is too early to say it.</summary>
    public sealed record Later(DateTimeOffset Until) : Notice;
}
