using TaskRelay.Web.Tasks.Requests;

namespace TaskRelay.Web.Components.Pages;

/// <summary>Why a wish was not granted, and what to do.</summary>
public static class NewTaskWords
{
    /// <summary>Null where there is nothing to say beside the fields' own words.</summary>
    public static string? Of(TaskRequestResult result) => result switch
    {
        TaskRequestResult.Invalid => "Something is missing or wrong below.",
        TaskRequestResult.NoWriteAccess => "You can't push to this repository, so no agent may work there for you.",
        TaskRequestResult.NotInstalled => "The GitHub App is not installed on such a repository. Its owner can install it there.",
        TaskRequestResult.NoSuchIssue => "The repository has no issue or pull request of that number.",
        TaskRequestResult.GitHubUnavailable => "GitHub can't be asked about the repository now. Nothing was stored; try again.",
        TaskRequestResult.KeyReused => "This was sent before with other values. Send it once more to start another task.",
        _ => null,
    };
}
