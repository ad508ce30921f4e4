namespace TaskRelay.Web.Demo;

/// <summary>The line that the simulator prints when it serves.</summary>
internal sealed record SimulatorInfo(
    Uri Url, SimulatorInfo.AppInfo App, IReadOnlyList<SimulatorInfo.Person> Users, string Repository, IReadOnlyList<SimulatorInfo.Issue> Issues)
{
    /// <summary>The GitHub App that the simulator made.</summary>
    internal sealed record AppInfo(long AppId, string Slug, string ClientId, string ClientSecret, string PrivateKey, string WebhookSecret);

    /// <summary>Somebody with an account in the simulator.</summary>
    internal sealed record Person(long Id, string Login, string Token, string Permission);

    /// <summary>An issue of the sample repository.</summary>
    internal sealed record Issue(int Number, string Title);
}
