namespace TaskRelay.Web.GitHubData;

/// <summary>What came of asking GitHub for a person.</summary>
public abstract record GitHubRead<T>
{
    private GitHubRead()
    {
    }

    /// <summary>GitHub answered.</summary>
    /// <param name="Value">What was asked for.</param>
    /// <param name="IsPartial">GitHub left out what lies behind an organization's single sign-on, or there was too much.</param>
    public sealed record Found(T Value, bool IsPartial = false) : GitHubRead<T>;

    /// <summary>It did not.</summary>
    public sealed record Failed(GitHubTrouble Trouble) : GitHubRead<T>;

    /// <summary>Another value of the same answer.</summary>
    public GitHubRead<TOther> Select<TOther>(Func<T, TOther> map) => this switch
    {
        Found(var value, var isPartial) => new GitHubRead<TOther>.Found(map(value), isPartial),
        Failed(var trouble) => new GitHubRead<TOther>.Failed(trouble),
        _ => throw new InvalidOperationException("A read has two forms."),
    };
}
