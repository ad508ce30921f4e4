using TaskRelay.Web.Auth;

namespace TaskRelay.Web.Components.Pages;

/// <summary>A failed sign-in in words: what happened, and what to do.</summary>
public sealed record SignInWords(string Title, string Remedy)
{
    /// <summary>The words of a code; a code that is not known, which anybody can put into the address, is never shown itself.</summary>
    public static SignInWords? Of(string? code) => code switch
    {
        null or "" => null,
        SignInErrors.NotConfigured => new(
            "Sign-in is not set up yet",
            "This TaskRelay has no GitHub App. Whoever runs it opens /setup, or sets GitHub:ClientId and GitHub:ClientSecret."),
        SignInErrors.AccessDenied => new("You said no on GitHub", "TaskRelay can't know who you are without it. Sign in again when you have changed your mind."),
        SignInErrors.StateInvalid => new(
            "This sign-in is no longer valid",
            "It was begun in another browser, took longer than 10 minutes, or was used before. Sign in once more; cookies must be allowed."),
        SignInErrors.ExchangeFailed => new(
            "GitHub did not accept the sign-in",
            "Its answer could be used only once, and only by the browser that asked. Sign in once more."),
        SignInErrors.ClientRefused => new(
            "GitHub does not know this TaskRelay",
            "Its operator compares GitHub:ClientId, GitHub:ClientSecret and the callback address with those of the GitHub App."),
        SignInErrors.GitHubUnavailable => new("GitHub did not answer", "It may be down or slow. Try again in a minute."),
        SignInErrors.GitHubRefused => new(
            "GitHub refused the sign-in", "The App may be suspended, or its callback address may differ from this server's public address."),
        SignInErrors.StoreUnavailable => new("Your sign-in could not be stored", "The database is busy or its disk is full. Try again in a minute."),
        SignInErrors.SignInOver => new(
            "Your sign-in has ended", "GitHub no longer accepts it: you revoked it there, or it was unused for months. Sign in again."),
        _ => new("Sign-in did not work", "Try once more."),
    };
}
