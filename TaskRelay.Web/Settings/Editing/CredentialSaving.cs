namespace TaskRelay.Web.Settings.Editing;

/// <summary>What became of a credential that somebody entered or removed.</summary>
public abstract record CredentialSaving
{
    private CredentialSaving()
    {
    }

    /// <summary>It is stored, or gone.</summary>
    public sealed record Saved : CredentialSaving;

    /// <summary>The value can't be one. Nothing is stored.</summary>
    public sealed record Invalid(string Message) : CredentialSaving;

    /// <summary>Somebody else changed it since the page was read. Nothing is stored.</summary>
    public sealed record Changed : CredentialSaving;
}
