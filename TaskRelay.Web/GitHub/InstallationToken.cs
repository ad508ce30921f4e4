namespace TaskRelay.Web.GitHub;

/// <summary>
/// A token of one installation, as narrow as it was asked for. Opaque: GitHub promises neither length nor form. A class
/// and not a record: a record would print it.
/// </summary>
public sealed class InstallationToken(string value, DateTimeOffset expiresAt)
{
    public string Value { get; } = value;

    public DateTimeOffset ExpiresAt { get; } = expiresAt;
}
