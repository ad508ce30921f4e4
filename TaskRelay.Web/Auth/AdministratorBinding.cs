namespace TaskRelay.Web.Auth;

/// <summary>A login named in the configuration, bound to the numeric id of whoever held it at the first sign-in.</summary>
public sealed class AdministratorBinding
{
    public required string Login { get; init; }

    public required long UserId { get; init; }
}
