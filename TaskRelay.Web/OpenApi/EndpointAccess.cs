using Microsoft.AspNetCore.Authorization;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Http;

namespace TaskRelay.Web.OpenApi;

/// <summary>What an endpoint's metadata says about who may call it.</summary>
/// <param name="IsForPeople">Signed-in callers only.</param>
/// <param name="IsForAdministrators">Of those only administrators.</param>
/// <param name="Scope">What an API token needs; null where none is taken.</param>
/// <param name="OwnCredential">A credential that the endpoint checks itself.</param>
public sealed record EndpointAccess(bool IsForPeople, bool IsForAdministrators, string? Scope, string? OwnCredential)
{
    /// <summary>Security schemes, any of which is enough.</summary>
    public IReadOnlyList<string> Schemes => this switch
    {
        { OwnCredential: { } own } => [own],
        { IsForPeople: true, Scope: not null } => [CredentialSchemes.Session, CredentialSchemes.ApiToken],
        { IsForPeople: true } => [CredentialSchemes.Session],
        _ => [],
    };

    /// <summary>The same in a sentence.</summary>
    public string Words => this switch
    {
        { OwnCredential: CredentialSchemes.LaunchTicket } => "Takes the launch ticket; a session means nothing here.",
        { OwnCredential: CredentialSchemes.AttemptToken } => "Takes the attempt's token; a session means nothing here.",
        { OwnCredential: CredentialSchemes.WebhookSignature } => "Takes a signed body; a session means nothing here.",
        { IsForPeople: false } => "Anyone may call this.",
        { IsForAdministrators: true, Scope: { } scope } => $"For administrators, by session or with an API token of the scope `{scope}`.",
        { IsForAdministrators: true } => "For administrators, by session.",
        { Scope: { } scope } => $"For signed-in callers, by session or with an API token of the scope `{scope}`.",
        _ => "For signed-in callers, by session.",
    };

    /// <summary>Reads the metadata.</summary>
    public static EndpointAccess Of(IEnumerable<object> metadata)
    {
        var all = metadata as IReadOnlyCollection<object> ?? [.. metadata];
        var isOpen = all.OfType<IAllowAnonymous>().Any();
        var isForPeople = !isOpen && all.Any(item => item is IAuthorizeData or AuthorizationPolicy);
        var isForAdministrators = isForPeople && all.OfType<AdministratorRequirement>().Any();
        return new EndpointAccess(
            isForPeople,
            isForAdministrators,
            isForPeople ? all.OfType<ScopeRequirement>().LastOrDefault()?.Scope : null,
            all.OfType<OwnCredential>().LastOrDefault()?.Scheme);
    }
}
