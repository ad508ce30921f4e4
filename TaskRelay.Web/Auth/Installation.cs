namespace TaskRelay.Web.Auth;

/// <summary>An installation of the App that a person brought here, after GitHub listed it for them.</summary>
public sealed class Installation
{
    /// <summary>GitHub's numeric id.</summary>
    public required long Id { get; init; }

    /// <summary>Who brought it; each person has a row of their own.</summary>
    public required long RecordedById { get; init; }

    public required long AccountId { get; init; }

    /// <summary>Its account's login when it was recorded.</summary>
    public required string AccountLogin { get; set; }

    /// <summary><c>User</c>, <c>Organization</c> or <c>Enterprise</c>, as GitHub spells it.</summary>
    public required string AccountType { get; set; }

    public required DateTimeOffset RecordedAt { get; set; }
}
