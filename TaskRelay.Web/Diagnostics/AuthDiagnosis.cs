using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Data;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Http;

namespace TaskRelay.Web.Diagnostics;

/// <summary>Looks at a person's sign-in and at what it stands on; asks GitHub each time, and keeps "no" and "could not ask" apart.</summary>
public sealed class AuthDiagnosis(
    UserTokens tokens,
    GitHubUserApi gitHub,
    GitHubAppSource app,
    PublicAddress address,
    IOptionsMonitor<GitHubOptions> options,
    IDbContextFactory<RelayDbContext> contexts)
{
    private const string WebhookPath = "/api/webhooks/github";

    /// <summary>As it is now.</summary>
    public async Task<AuthDiagnostics> OfAsync(Caller caller, CancellationToken cancellationToken)
    {
        var current = app.Current;
        var standing = await tokens.StandingAsync(caller, cancellationToken);
        var (valid, installations) = standing.Token switch
        {
            GitHubAnswer<string>.Ok(var token) => await AskAsync(token, cancellationToken),
            GitHubAnswer<string>.No => (false, null),
            _ => ((bool?)null, null),
        };

        List<DiagnosedProblem> problems = [];
        if (AuthProblems.Of(valid, standing.IsUnreadable) is { } tokenProblem)
        {
            problems.Add(tokenProblem);
        }
        else if (installations is null)
        {
            problems.Add(AuthProblems.GitHubUnavailable);
        }

        problems.AddRange(AuthProblems.Of(current, caller.IsAdministrator, options.CurrentValue.TakesWebhooks));
        if (installations is not null)
        {
            var url = current.Slug is { } slug ? $"{options.CurrentValue.WebBaseUrl.TrimEnd('/')}/apps/{slug}/installations/new" : null;
            problems.AddRange(AuthProblems.Of(installations, url));
        }

        return new AuthDiagnostics(
            new DiagnosedUser(caller.Id, caller.Login, caller.Name, caller.IsAdministrator),
            new DiagnosedToken(valid, standing.ExpiresAt),
            new DiagnosedApp(
                current is { CanSign: true, CanSignIn: true }, current.Slug, address.Link(GitHubSignInSetup.CallbackPath), address.Link(WebhookPath)),
            new DiagnosedInstallations(installations?.Count, [.. (installations ?? []).Select(Shown)]),
            await WebhookAsync(current, cancellationToken),
            problems);
    }

    /// <summary>Both questions at once; only an answer to the first says whether the token is good.</summary>
    private async Task<(bool? Valid, IReadOnlyList<ListedInstallation>? Installations)> AskAsync(string token, CancellationToken cancellationToken)
    {
        var person = gitHub.PersonAsync(token, cancellationToken);
        var listed = gitHub.InstallationsAsync(token, cancellationToken);
        await Task.WhenAll(person, listed);
        return (
            await person switch
            {
                GitHubAnswer<GitHubPerson>.Ok => true,
                GitHubAnswer<GitHubPerson>.No => false,
                _ => null,
            },
            await listed is GitHubAnswer<IReadOnlyList<ListedInstallation>>.Ok(var installations) ? installations : null);
    }

    private async Task<DiagnosedWebhook> WebhookAsync(GitHubApp current, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var last = await db.Deliveries.OrderByDescending(delivery => delivery.ReceivedAt)
            .Select(delivery => new { delivery.ReceivedAt, delivery.Outcome })
            .FirstOrDefaultAsync(cancellationToken);
        return new DiagnosedWebhook(current.WebhookSecrets.Count > 0, last?.ReceivedAt, last?.Outcome);
    }

    private static DiagnosedInstallation Shown(ListedInstallation one) =>
        new(one.Id, one.Account, one.AccountType, one.RepositorySelection, one.Suspended, one.Url);
}
