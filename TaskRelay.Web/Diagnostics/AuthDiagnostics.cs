using TaskRelay.Web.Webhooks;

namespace TaskRelay.Web.Diagnostics;

/// <summary>How sign-in, App and webhook stand, for the person who asks.</summary>
/// <param name="User">Who is signed in.</param>
/// <param name="Token">Their GitHub user token.</param>
/// <param name="App">The GitHub App of this TaskRelay.</param>
/// <param name="Installations">The App's installations, as GitHub lists them for this person.</param>
/// <param name="Webhook">Webhooks of the whole instance.</param>
/// <param name="Problems">What is wrong, each with its remedy; empty when nothing is.</param>
public sealed record AuthDiagnostics(
    DiagnosedUser User,
    DiagnosedToken Token,
    DiagnosedApp App,
    DiagnosedInstallations Installations,
    DiagnosedWebhook Webhook,
    IReadOnlyList<DiagnosedProblem> Problems);

/// <summary>Who is signed in.</summary>
/// <param name="Id">GitHub's numeric id, which survives renames.</param>
/// <param name="Login">Their login when they signed in.</param>
/// <param name="Name">The name that they gave.</param>
/// <param name="IsAdministrator">Whether the configuration names them.</param>
public sealed record DiagnosedUser(long Id, string Login, string? Name, bool IsAdministrator);

/// <summary>A user token, asked of GitHub now.</summary>
/// <param name="Valid">Whether GitHub accepts it; null when GitHub could not be asked.</param>
/// <param name="ExpiresAt">When it is renewed; null where user tokens don't expire.</param>
public sealed record DiagnosedToken(bool? Valid, DateTimeOffset? ExpiresAt);

/// <summary>The GitHub App.</summary>
/// <param name="Configured">Whether id, private key, client id and client secret are all there.</param>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="CallbackUrl">The callback address that it must have on GitHub.</param>
/// <param name="WebhookUrl">The webhook address that it must have on GitHub.</param>
public sealed record DiagnosedApp(bool Configured, string? Slug, string CallbackUrl, string WebhookUrl);

/// <summary>Installations that the person can reach.</summary>
/// <param name="Count">How many; null when GitHub could not be asked.</param>
/// <param name="Items">Each of them.</param>
public sealed record DiagnosedInstallations(int? Count, IReadOnlyList<DiagnosedInstallation> Items);

/// <summary>An installation, as GitHub has it.</summary>
/// <param name="Id">GitHub's numeric id.</param>
/// <param name="Account">Login of the account that it is on.</param>
/// <param name="AccountType"><c>User</c> or <c>Organization</c>, as GitHub spells it.</param>
/// <param name="RepositorySelection"><c>all</c> or <c>selected</c>.</param>
/// <param name="Suspended">Whether it is switched off for now.</param>
/// <param name="Url">Where it is configured on GitHub.</param>
public sealed record DiagnosedInstallation(long Id, string Account, string AccountType, string? RepositorySelection, bool Suspended, string? Url);

/// <summary>Webhooks, of the whole instance.</summary>
/// <param name="SecretConfigured">Without one every delivery is refused.</param>
/// <param name="LastDeliveryAt">When the last signed delivery came; null when none has.</param>
/// <param name="LastDeliveryOutcome">What was decided about it.</param>
public sealed record DiagnosedWebhook(bool SecretConfigured, DateTimeOffset? LastDeliveryAt, DeliveryOutcome? LastDeliveryOutcome);

/// <summary>Something that is wrong.</summary>
/// <param name="Code">A stable lower snake case word.</param>
/// <param name="Message">What it is.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record DiagnosedProblem(string Code, string Message, string Remedy);
