using System.Security.Cryptography;

namespace TaskRelay.Web.Security;

/// <summary>Lets the scripts in one answer run that carry its nonce. For a page of somebody else's making; our own have no inline script.</summary>
public static class ScriptNonce
{
    private static readonly object Key = new();

    /// <summary>The nonce of this answer, made when it is first asked for.</summary>
    public static string Of(HttpContext context)
    {
        if (Known(context) is { } known)
        {
            return known;
        }

        var made = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        context.Items[Key] = made;
        return made;
    }

    /// <summary>The nonce, where this answer has one.</summary>
    public static string? Known(HttpContext context) => context.Items[Key] as string;
}
