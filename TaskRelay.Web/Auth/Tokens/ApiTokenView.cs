namespace TaskRelay.Web.Auth.Tokens;

/// <summary>A personal API token, without the token.</summary>
/// <param name="Id">Names it in <c>/api/tokens/{id}</c>.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="Scopes">What it may do: <c>tasks:read</c>, <c>tasks:write</c>, <c>config:write</c>.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">From when on it is refused; null when it lives until it is revoked.</param>
/// <param name="LastUsedAt">When it was last used, to the minute; null when never.</param>
/// <param name="LastFour">Its last four characters.</param>
public sealed record ApiTokenView(
    Guid Id, string Name, IReadOnlyList<string> Scopes, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt, string LastFour)
{
    internal static ApiTokenView Of(ApiToken token) =>
        new(token.Id, token.Name, token.Scopes.Split(' '), token.CreatedAt, token.ExpiresAt, token.LastUsedAt, token.LastFour);
}

/// <summary>All tokens of the caller, newest first.</summary>
public sealed record ApiTokenList(IReadOnlyList<ApiTokenView> Items);

/// <summary>A new token.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Scopes">At least one of <c>tasks:read</c>, <c>tasks:write</c>, <c>config:write</c>.</param>
/// <param name="ExpiresAt">In the future; null for a token that lives until it is revoked.</param>
public sealed record ApiTokenRequest(string? Name = null, IReadOnlyList<string?>? Scopes = null, DateTimeOffset? ExpiresAt = null);

/// <summary>A new token, with the token itself: it is shown here and never again.</summary>
/// <param name="Id">Names it in <c>/api/tokens/{id}</c>.</param>
/// <param name="Name">What its owner calls it.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">From when on it is refused; null when it lives until it is revoked.</param>
/// <param name="LastUsedAt">Null: it is new.</param>
/// <param name="LastFour">Its last four characters.</param>
/// <param name="Token">For <c>Authorization: Bearer</c>.</param>
public sealed record CreatedApiToken(
    Guid Id,
    string Name,
    IReadOnlyList<string> Scopes,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? LastUsedAt,
    string LastFour,
    string Token)
{
    internal static CreatedApiToken Of(ApiTokenView view, string token) =>
        new(view.Id, view.Name, view.Scopes, view.CreatedAt, view.ExpiresAt, view.LastUsedAt, view.LastFour, token);
}
