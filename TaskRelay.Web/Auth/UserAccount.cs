namespace TaskRelay.Web.Auth;

/// <summary>A person who signed in. Identity is GitHub's numeric id: a renamed login keeps its account.</summary>
public sealed class UserAccount
{
    public required long Id { get; init; }

    public required string Login { get; set; }

    public string? Name { get; set; }

    public bool IsAdministrator { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset LastSignInAt { get; set; }
}
