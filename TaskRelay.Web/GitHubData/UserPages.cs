using System.Text.Json;
using TaskRelay.Web.Auth;
using TaskRelay.Web.GitHub;

namespace TaskRelay.Web.GitHubData;

/// <summary>Reads for a person with the token of their sign-in: one thing, or all pages of a list.</summary>
internal sealed partial class UserPages(UserTokens tokens, SessionStore sessions, UserRequest requests, TimeProvider clock, ILogger<UserPages> logger)
{
    private const int PageSize = 100;

    /// <summary>Ten thousand entries: more than anybody looks through, and an end for a server that repeats itself.</summary>
    private const int MaxPages = 100;

    /// <summary>One thing.</summary>
    public async Task<GitHubRead<T>> OneAsync<T>(Caller caller, string path, Func<JsonElement, T> read, CancellationToken cancellationToken)
        where T : class
    {
        var (page, trouble) = await PageAsync(caller, path, json => read(json), cancellationToken);
        return page is null ? new GitHubRead<T>.Failed(trouble!) : new GitHubRead<T>.Found((T)page.Content, page.IsPartial);
    }

    /// <summary>A whole list.</summary>
    /// <param name="caller">Whose list.</param>
    /// <param name="path">Its address.</param>
    /// <param name="member">Where GitHub wraps the list in an object: the member that holds it.</param>
    /// <param name="read">Reads an entry.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<GitHubRead<IReadOnlyList<T>>> AllAsync<T>(
        Caller caller, string path, string? member, Func<JsonElement, T> read, CancellationToken cancellationToken) =>
        FirstAsync(caller, path, member, MaxPages, read, cancellationToken);

    /// <summary>The first pages of a list; partial when there are more.</summary>
    public async Task<GitHubRead<IReadOnlyList<T>>> FirstAsync<T>(
        Caller caller, string path, string? member, int pages, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        var all = new List<T>();
        var isPartial = false;
        for (var number = 1; number <= pages; number++)
        {
            var (page, trouble) = await PageAsync(
                caller, $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}per_page={PageSize}&page={number}", json => Chunk(json, member, read), cancellationToken);
            if (page is null)
            {
                return new GitHubRead<IReadOnlyList<T>>.Failed(trouble!);
            }

            var chunk = (Chunked<T>)page.Content;
            all.AddRange(chunk.Items);
            isPartial |= page.IsPartial;

            // By the Link header; where there is none, a full page of a list that is known or may be longer has a next one.
            var hasNext = page.HasNext ?? (chunk.Items.Count == PageSize && (chunk.Total is null || all.Count < chunk.Total));
            if (!hasNext || chunk.Items.Count == 0)
            {
                return new GitHubRead<IReadOnlyList<T>>.Found(all, isPartial);
            }
        }

        return new GitHubRead<IReadOnlyList<T>>.Found(all, true);
    }

    private static Chunked<T> Chunk<T>(JsonElement json, string? member, Func<JsonElement, T> read)
    {
        var items = member is null ? json : json.GetProperty(member);
        int? total = member is not null && json.TryGetProperty("total_count", out var count) ? count.GetInt32() : null;
        return new Chunked<T>([.. items.EnumerateArray().Select(read)], total);
    }

    private async Task<(ShelvedPage? Page, GitHubTrouble? Trouble)> PageAsync(
        Caller caller, string path, Func<JsonElement, object> read, CancellationToken cancellationToken)
    {
        string? refused = null;

        // Renewing a token ends the one before it: a refusal of that one says nothing, and is asked again with the new one.
        for (var round = 0; round < 2; round++)
        {
            switch (await tokens.OfAsync(caller, cancellationToken))
            {
                case GitHubAnswer<string>.Ok(var token) when token != refused:
                    var (page, trouble) = await requests.GetAsync(caller.Id, token, path, read, cancellationToken);
                    if (page is not null || trouble is not null)
                    {
                        return (page, trouble);
                    }

                    refused = token;
                    break;
                case GitHubAnswer<string>.Unavailable(_, { } until):
                    return (null, GitHubTroubleReader.Limited(until, clock.GetUtcNow()));
                case GitHubAnswer<string>.Unavailable:
                    return (null, GitHubTroubleReader.Unavailable("your sign-in could not be renewed."));
                default:
                    return (null, await EndAsync(caller));
            }
        }

        return (null, await EndAsync(caller));
    }

    /// <summary>GitHub no longer knows this sign-in, so it is over here too.</summary>
    private async Task<GitHubTrouble> EndAsync(Caller caller)
    {
        if (caller.Session is null)
        {
            return new GitHubTrouble(403, GitHubTroubleCodes.SignInRequired,
                "GitHub is asked with your sign-in, and you have none that GitHub accepts. Sign in to TaskRelay in a browser; the API token then works on.");
        }

        await sessions.RemoveAsync(Convert.FromHexString(caller.Session), CancellationToken.None);
        Log.SignInOver(logger, caller.Login);
        return new GitHubTrouble(401, GitHubTroubleCodes.TokenInvalid, "GitHub no longer accepts your sign-in, which has ended. Sign in again.");
    }

    private sealed record Chunked<T>(IReadOnlyList<T> Items, int? Total);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "GitHub no longer accepts the user token of {Login}; the session has ended.")]
        public static partial void SignInOver(ILogger logger, string login);
    }
}
