using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace TaskRelay.Simulator.State;

/// <summary>Every token that was given out and not revoked, by its value.</summary>
internal sealed class TokenStore(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, GrantedToken> _tokens = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, TokenKind> _issued = new(StringComparer.Ordinal);

    /// <summary>Every value that was ever given out, revoked ones too.</summary>
    public IReadOnlyDictionary<string, TokenKind> Issued => _issued;

    public GrantedToken Add(GrantedToken token)
    {
        _issued[token.Value] = token.Kind;
        if (token.RefreshToken is { } refresh)
            _issued[refresh] = token.Kind;
        return _tokens[token.Value] = token;
    }

    /// <summary>Null for a token that is unknown, revoked or past its time.</summary>
    public GrantedToken? Find(string value) =>
        _tokens.TryGetValue(value, out var token) && (token.ExpiresAt is null || token.ExpiresAt > time.GetUtcNow()) ? token : null;

    public bool Revoke(string value) => _tokens.TryRemove(value, out _);

    public void RevokeWhere(Func<GrantedToken, bool> match)
    {
        foreach (var token in _tokens.Values.Where(match))
            _tokens.TryRemove(token.Value, out _);
    }

    /// <summary>The long form that GitHub hands out since 2026: nobody may assume 40 characters.</summary>
    public static string InstallationTokenValue(long appId) => $"ghs_{appId}_{Random(48)}.{Random(180)}.{Random(64)}";

    public static string Random(int bytes) => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(bytes));

    /// <summary>Letters and digits only, as in GitHub's own short tokens.</summary>
    public static string RandomWord(int length) =>
        RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", length);
}
