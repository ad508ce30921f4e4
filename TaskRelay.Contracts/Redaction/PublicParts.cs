namespace TaskRelay.Contracts.Redaction;

/// <summary>
/// Marks the characters of a secret that anybody knows: <c>sk-ant-api03-</c>, a token's header, a key file's first
/// lines. Without this, code that merely mentions a prefix would count as a leak, and stop a push.
/// </summary>
internal static class PublicParts
{
    private const int Least = 8;
    private static readonly string[] Prefixes =
        ["sk-ant-api03-", "sk-ant-oat01-", "sk-ant-", "sk-proj-", "sk-or-v1-", "sk-", "github_pat_", "FlyV1 ", "AIza", "AKIA", "Bearer ", "Basic "];

    /// <summary>True for each character that is public.</summary>
    public static bool[] Of(string secret)
    {
        var marks = new bool[secret.Length];
        var prefix = Prefixes.FirstOrDefault(p => secret.StartsWith(p, StringComparison.Ordinal))?.Length ?? 0;
        if (secret is ['g', 'h', 'p' or 'o' or 'u' or 's' or 'r', '_', ..])
        {
            prefix = 4;
            var app = secret.IndexOf("_eyJ", prefix, StringComparison.Ordinal);
            if (app > 0 && secret.AsSpan(prefix, app - prefix).IndexOfAnyExceptInRange('0', '9') < 0) prefix = app + 1;
        }

        marks.AsSpan(0, prefix).Fill(true);
        MarkToken(secret, prefix, marks);
        MarkMacaroons(secret, marks);
        MarkKeyFile(secret, marks);

        // What would leave next to nothing to look for is no prefix but the secret itself.
        return marks.Count(static m => !m) < Least ? new bool[secret.Length] : marks;
    }

    /// <summary>A JWT's header, and how its payload begins (<c>{"iat":17…</c>), are the same in every such token.</summary>
    private static void MarkToken(string secret, int from, bool[] marks)
    {
        if (!secret.AsSpan(from).StartsWith("eyJ")) return;
        var dot = secret.IndexOf('.', from);
        if (dot < 0) return;
        marks.AsSpan(from, Math.Min(dot + 17, secret.Length) - from).Fill(true);
    }

    /// <summary>Fly's tokens are lists of packed structures that all begin alike.</summary>
    private static void MarkMacaroons(string secret, bool[] marks)
    {
        for (var at = secret.IndexOf("fm2_", StringComparison.Ordinal); at >= 0; at = secret.IndexOf("fm2_", at + 1, StringComparison.Ordinal))
            marks.AsSpan(at, Math.Min(20, secret.Length - at)).Fill(true);
    }

    /// <summary>The armour, and the first line of the body, which says what kind of key it is.</summary>
    private static void MarkKeyFile(string secret, bool[] marks)
    {
        var afterArmour = false;
        for (var start = 0; start < secret.Length;)
        {
            var end = secret.IndexOf('\n', start);
            if (end < 0) end = secret.Length;
            var armour = secret.AsSpan(start, end - start).TrimStart().StartsWith("-----");
            if (armour || afterArmour) marks.AsSpan(start, end - start).Fill(true);
            afterArmour = armour;
            start = end + 1;
        }
    }
}
