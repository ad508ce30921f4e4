namespace TaskRelay.Web.Auth;

/// <summary>What GitHub gave for a refresh token.</summary>
/// <param name="AccessToken">The new user token.</param>
/// <param name="RefreshToken">The next refresh token; the old one is used up.</param>
/// <param name="ExpiresIn">Life of the user token, where it ends.</param>
public sealed record RefreshedTokens(string AccessToken, string? RefreshToken, TimeSpan? ExpiresIn);
