namespace TaskRelay.Web.Auth;

/// <summary>A sign-in that did not come about: the form in which the framework's handler hands a failure on.</summary>
public sealed class SignInException(string code) : Exception($"Sign-in failed: {code}.")
{
    /// <summary>One of <see cref="SignInErrors"/>.</summary>
    public string Code => code;
}
