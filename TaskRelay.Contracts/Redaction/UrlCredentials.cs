using System.Buffers;

namespace TaskRelay.Contracts.Redaction;

/// <summary>User and password in front of a host.</summary>
internal static class UrlCredentials
{
    private const int Longest = 1024;
    private static readonly SearchValues<char> Ends = SearchValues.Create("@/?#\"'<>`\\ \t\r\n");

    /// <summary><c>https://user:password@host</c>; a bare short user, as in <c>ssh://git@host</c>, is none.</summary>
    public static TokenMatch AfterScheme(ReadOnlySpan<char> text, int at) => At(text, at, at + 3, needsPassword: true);

    /// <summary><c>x-access-token:…@</c>, which may have lost its scheme.</summary>
    public static TokenMatch AfterUser(ReadOnlySpan<char> text, int at, int prefix) => At(text, at, at + prefix, needsPassword: false);

    private static TokenMatch At(ReadOnlySpan<char> text, int at, int begin, bool needsPassword)
    {
        var rest = text[begin..Math.Min(text.Length, begin + Longest)];
        var length = rest.IndexOfAny(Ends);
        if (length < 0) return new(begin, text.Length, false, at + 3, begin + rest.Length == text.Length ? at : null);
        var part = rest[..length];
        var isSecret = rest[length] == '@' && length > 0 && (needsPassword ? IsCredential(part) : !IsPlaceholder(part));
        return new(begin, begin + length, isSecret, at + 3, null);
    }

    private static bool IsCredential(ReadOnlySpan<char> user)
    {
        var colon = user.IndexOf(':');
        if (colon >= 0) return colon + 1 < user.Length && !IsPlaceholder(user[(colon + 1)..]);
        return user.Length >= 16 && !IsPlaceholder(user);
    }

    /// <summary>Source code: <c>$TOKEN</c>, <c>{password}</c>, <c>%s</c>.</summary>
    private static bool IsPlaceholder(ReadOnlySpan<char> text) => text[0] is '$' or '{' or '(' or '[' || text is ['%', 's' or 'd' or 'v', ..];
}
