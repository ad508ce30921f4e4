namespace TaskRelay.Web.Runners.Fly;

/// <summary>The account for a task, or why there is none.</summary>
internal abstract record FlyAccountAnswer
{
    private FlyAccountAnswer()
    {
    }

    internal sealed record Found(FlyAccount Account) : FlyAccountAnswer;

    /// <summary>The reason is for people, and says what to do.</summary>
    internal sealed record Missing(string Reason) : FlyAccountAnswer;
}
