namespace TaskRelay.Web.GitHub;

/// <summary>Carries answers on.</summary>
public static class GitHubAnswerExtensions
{
    /// <summary>Another value of the same answer; no and no answer stay what they are.</summary>
    public static GitHubAnswer<TTo> Select<TFrom, TTo>(this GitHubAnswer<TFrom> answer, Func<TFrom, TTo> map) =>
        answer.Then(value => new GitHubAnswer<TTo>.Ok(map(value)));

    /// <summary>A further judgement of a value.</summary>
    public static GitHubAnswer<TTo> Then<TFrom, TTo>(this GitHubAnswer<TFrom> answer, Func<TFrom, GitHubAnswer<TTo>> judge) =>
        answer switch
        {
            GitHubAnswer<TFrom>.Ok ok => judge(ok.Value),
            GitHubAnswer<TFrom>.No no => new GitHubAnswer<TTo>.No(no.Status, no.Message),
            GitHubAnswer<TFrom>.Unavailable unavailable => new GitHubAnswer<TTo>.Unavailable(unavailable.Message, unavailable.RetryAt),
            _ => throw new InvalidOperationException($"{answer.GetType()} is no answer."),
        };
}
