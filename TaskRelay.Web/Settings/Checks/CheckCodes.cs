namespace TaskRelay.Web.Settings.Checks;

/// <summary>What can be found out about a credential.</summary>
public static class CheckCodes
{
    public const string Ok = "ok";

    /// <summary>There is none to ask about.</summary>
    public const string Missing = "missing";

    /// <summary>The provider refused it.</summary>
    public const string Invalid = "invalid";

    /// <summary>The provider knows it, but it may not do what tasks need.</summary>
    public const string InsufficientScope = "insufficient_scope";

    /// <summary>The token is good, but reaches no app of that name.</summary>
    public const string AppNotFound = "app_not_found";

    /// <summary>Nobody could be asked.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>The Data Protection keys that sealed the stored value are gone.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>What to do about an unreadable value.</summary>
    public const string UnreadableWords = "The stored value can't be decrypted with the present Data Protection keys. Enter it again, or have the operator restore the keys.";
}
