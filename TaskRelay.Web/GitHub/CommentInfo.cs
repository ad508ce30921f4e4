namespace TaskRelay.Web.GitHub;

/// <summary>A comment on an issue or pull request.</summary>
public sealed record CommentInfo(long Id, string Body, string? AuthorLogin, bool AuthorIsBot, long? ViaAppId, DateTimeOffset UpdatedAt)
{
    /// <summary>
    /// Whether the App itself wrote it. The App's id alone does not say so: a person whose token was made through the
    /// App is "performed via" it as well.
    /// </summary>
    public bool IsBy(GitHubApp app) =>
        AuthorIsBot
        && ((ViaAppId is not null && ViaAppId == app.AppId)
            || (app.BotLogin is not null && string.Equals(AuthorLogin, app.BotLogin, StringComparison.OrdinalIgnoreCase)));
}
