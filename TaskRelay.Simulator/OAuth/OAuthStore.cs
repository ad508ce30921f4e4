using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator.OAuth;

/// <summary>Codes and refresh tokens that were given out; each is taken once, by whoever comes first.</summary>
internal sealed class OAuthStore(GitHubState state, TimeProvider time)
{
    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(10);
    public static readonly TimeSpan AccessLife = TimeSpan.FromHours(8);
    public static readonly TimeSpan RefreshLife = TimeSpan.FromDays(184);

    private readonly ConcurrentDictionary<string, Code> _codes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Refresh> _refreshes = new(StringComparer.Ordinal);

    public string AddCode(SimulatedUser user, string redirectUri, string? challenge)
    {
        var value = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(10));
        _codes[value] = new Code(user, redirectUri, challenge, time.GetUtcNow() + CodeLife);
        return value;
    }

    /// <summary>Null and GitHub's error code, or the person's tokens. A code is spent even when the rest does not fit.</summary>
    public (GrantedToken? Token, string? Error) Redeem(string? value, string? redirectUri, string? verifier)
    {
        if (value is null || !_codes.TryRemove(value, out var code) || code.ExpiresAt <= time.GetUtcNow())
            return (null, "bad_verification_code");
        if (redirectUri is not null && redirectUri != code.RedirectUri)
            return (null, "redirect_uri_mismatch");
        return code.Challenge is not null && code.Challenge != Challenge(verifier) ? (null, "bad_verification_code") : (Grant(code.User), null);
    }

    /// <summary>The old pair is worth nothing from here on.</summary>
    public GrantedToken? Rotate(string? value)
    {
        if (value is null || !_refreshes.TryRemove(value, out var refresh) || refresh.ExpiresAt <= time.GetUtcNow())
            return null;
        state.Tokens.Revoke(refresh.AccessToken);
        return Grant(refresh.User);
    }

    public GrantedToken Grant(SimulatedUser user)
    {
        var token = state.Tokens.Add(new GrantedToken($"ghu_{TokenStore.RandomWord(36)}", TokenKind.User)
        {
            User = user,
            ExpiresAt = time.GetUtcNow() + AccessLife,
            RefreshToken = $"ghr_{TokenStore.RandomWord(76)}",
        });
        _refreshes[token.RefreshToken!] = new Refresh(user, token.Value, time.GetUtcNow() + RefreshLife);
        return token;
    }

    /// <summary>One token, with what would renew it.</summary>
    public bool Revoke(string value)
    {
        if (state.Tokens.Find(value) is not { Kind: TokenKind.User } token)
            return false;
        _refreshes.TryRemove(token.RefreshToken!, out _);
        return state.Tokens.Revoke(value);
    }

    /// <summary>Everything that a person has granted the App.</summary>
    public void RevokeGrant(SimulatedUser user)
    {
        foreach (var (value, refresh) in _refreshes)
        {
            if (refresh.User.Id == user.Id)
                _refreshes.TryRemove(value, out _);
        }
        state.Tokens.RevokeWhere(token => token.Kind == TokenKind.User && token.User!.Id == user.Id);
    }

    private static string? Challenge(string? verifier) =>
        verifier is null ? null : Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    private sealed record Code(SimulatedUser User, string RedirectUri, string? Challenge, DateTimeOffset ExpiresAt);

    private sealed record Refresh(SimulatedUser User, string AccessToken, DateTimeOffset ExpiresAt);
}
