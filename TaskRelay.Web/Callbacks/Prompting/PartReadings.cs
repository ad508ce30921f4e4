using TaskRelay.Web.GitHub;

namespace TaskRelay.Web.Callbacks.Prompting;

/// <summary>Keeps account of GitHub's answers: what it refused is told in the prompt, what could not be asked keeps the prompt from being made.</summary>
internal sealed class PartReadings
{
    private GitHubAnswer<PromptContext>.Unavailable? _missing;

    /// <summary>Sentences for the prompt.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>The first lack of an answer.</summary>
    public GitHubAnswer<PromptContext>? Missing => _missing;

    /// <summary>The value, or another one where GitHub has none.</summary>
    /// <param name="answer">What GitHub said.</param>
    /// <param name="otherwise">Stands for a value.</param>
    /// <param name="describe">A sentence on a refusal with this status; null where that needs none.</param>
    public T Take<T>(GitHubAnswer<T> answer, T otherwise, Func<int, string?> describe)
    {
        switch (answer)
        {
            case GitHubAnswer<T>.Ok ok:
                return ok.Value;
            case GitHubAnswer<T>.No no when describe(no.Status) is { } note:
                Notes.Add(note);
                break;
            case GitHubAnswer<T>.Unavailable away:
                _missing ??= new(away.Message, away.RetryAt);
                break;
        }

        return otherwise;
    }
}
