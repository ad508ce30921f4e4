using TaskRelay.Web.Setup;

namespace TaskRelay.Web.Components.Pages;

/// <summary>What went wrong in set-up, in words: what happened, and what to do.</summary>
public sealed record SetupWords(string Title, string Remedy)
{
    /// <summary>The words of a code; a code that is not known, which anybody can put into the address, is never shown itself.</summary>
    public static SetupWords? Of(string? code) => code switch
    {
        null or "" => null,
        SetupErrors.CodeWrong => new(
            "That code is not good", "Codes are good until the next start of the server, which prints a new one. Look for the newest in its output."),
        SetupErrors.CodeLimited => new("Too many codes were tried from your address", "Wait a minute, then enter the newest code that the server printed."),
        SetupErrors.NotAllowed => new("This browser may not do that", "Enter the one-time code first. It is forgotten when the server starts again, and after a day."),
        SetupErrors.FormInvalid => new("Something is missing", "Choose who owns the App. For an organization, enter its name as it stands in its address on GitHub."),
        SetupErrors.AppConfigured => new(
            "The configuration names an App", "What it sets outranks what would be stored. Remove the GitHub:… keys of the App from it, or set all of them by hand."),
        SetupErrors.StateInvalid => new(
            "GitHub's answer belongs to no request of this browser", "It was begun elsewhere, more than an hour ago, or used before. Nothing was stored. Create the App once more, and delete the unused one on GitHub."),
        SetupErrors.AppCodeExpired => new(
            "GitHub no longer knows the code of the new App", "It is good once, and for an hour. Delete the App on GitHub and create it once more."),
        SetupErrors.GitHubUnavailable => new("GitHub did not answer", "The App exists, but its secrets could not be fetched. Delete it on GitHub, and create it once more in a minute."),
        SetupErrors.StoreUnavailable => new(
            "The App's secrets could not be stored", "The database is busy or its disk is full, and GitHub tells them only once. Mend that, delete the App on GitHub, and create it once more."),
        _ => new("That did not work", "Try once more."),
    };
}
