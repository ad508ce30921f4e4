namespace TaskRelay.Web.Auth;

/// <summary>What the vault found of a stored token.</summary>
public abstract class OpenedToken
{
    private OpenedToken()
    {
    }

    /// <summary>It is there.</summary>
    public sealed class Readable(string value) : OpenedToken
    {
        /// <summary>The token itself.</summary>
        public string Value => value;
    }

    /// <summary>None is stored.</summary>
    public sealed class Missing : OpenedToken;

    /// <summary>One is stored, but not with the present Data Protection keys: they were lost, or are another server's.</summary>
    public sealed class Unreadable : OpenedToken;
}
