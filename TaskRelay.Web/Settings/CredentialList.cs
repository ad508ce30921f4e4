namespace TaskRelay.Web.Settings;

/// <summary>The credentials of every provider.</summary>
public sealed record CredentialList(IReadOnlyList<ProviderCredentials> Items);

/// <summary>A provider's credentials, as far as they may be shown.</summary>
/// <param name="Provider">Its id in the catalogue.</param>
/// <param name="Credentials">One for each of its variables.</param>
public sealed record ProviderCredentials(string Provider, IReadOnlyList<CredentialView> Credentials);

/// <summary>One credential, without its value.</summary>
/// <param name="Name">The variable, such as <c>ANTHROPIC_API_KEY</c>.</param>
/// <param name="Configured">Tasks of this person have a value for it.</param>
/// <param name="Source"><c>own</c>: entered by this person. <c>shared</c>: set by the operator for everybody. Null: there is none.</param>
/// <param name="LastFour">The end of an own value; null for short ones and for shared ones.</param>
/// <param name="UpdatedAt">When an own value was entered.</param>
/// <param name="Validation">What was found out about an own value since; null when nobody asked.</param>
public sealed record CredentialView(
    string Name, bool Configured, string? Source, string? LastFour, DateTimeOffset? UpdatedAt, CredentialValidation? Validation)
{
    public const string Own = "own";

    public const string Shared = "shared";
}

/// <summary>What is known about a stored value.</summary>
/// <param name="Status"><c>ok</c>, <c>invalid</c>, <c>insufficient_scope</c>, <c>unreachable</c>, or <c>unreadable</c>: the keys that sealed it are gone, and it must be entered again.</param>
/// <param name="CheckedAt">When that was found out.</param>
/// <param name="Message">The same in words.</param>
public sealed record CredentialValidation(string Status, DateTimeOffset CheckedAt, string Message);
