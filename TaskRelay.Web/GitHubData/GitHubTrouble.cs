namespace TaskRelay.Web.GitHubData;

/// <summary>Why GitHub gave a person nothing, in the terms of this API.</summary>
/// <param name="Status">Status that callers hear.</param>
/// <param name="Code">One of <see cref="GitHubTroubleCodes"/>.</param>
/// <param name="Message">What happened and what to do about it.</param>
/// <param name="RetryAt">With a limit: when GitHub may be asked again.</param>
public sealed record GitHubTrouble(int Status, string Code, string Message, DateTimeOffset? RetryAt = null)
{
    /// <summary>Whether this is about the sign-in, and not about what was asked.</summary>
    public bool IsSignInOver => Code is GitHubTroubleCodes.TokenInvalid or GitHubTroubleCodes.SignInRequired;

    /// <summary>GitHub's 404, or its like.</summary>
    public bool IsNotFound => Code == GitHubTroubleCodes.NotFound;
}
