using Microsoft.Extensions.Options;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Diagnostics.Startup;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Queue;
using TaskRelay.Web.Settings;

namespace TaskRelay.Web.Setup;

/// <summary>Reads how set-up stands: from the configuration, the store, GitHub and the machine, never from a memory of steps.</summary>
public sealed class SetupQueries(
    StartupChecks checks,
    GitHubAppSource apps,
    SeenInstallations installations,
    CredentialViews credentials,
    AgentStandings agents,
    RunnerTrials trials,
    CommandSightings commands,
    IOptionsMonitor<GitHubOptions> options)
{
    /// <summary>As it is now, for this administrator. Questions to the outside run side by side and are kept for seconds.</summary>
    public async Task<SetupFacts> OfAsync(Caller caller, CancellationToken cancellationToken)
    {
        var app = apps.Current;
        var report = checks.RunAsync(cancellationToken);
        var installed = app.CanSign ? installations.ListAsync(cancellationToken) : null;
        var keys = credentials.OfAsync(caller.Id, cancellationToken);
        var standings = agents.OfAsync(caller, cancellationToken);
        var heard = commands.LookAsync(cancellationToken);
        await Task.WhenAll(report, keys, standings, heard, installed ?? Task.CompletedTask);
        var (command, last) = await heard;
        return new SetupFacts
        {
            Checks = (await report).Checks ?? [],
            Slug = app.Slug,
            Configured = apps.Configured,
            TakesWebhooks = options.CurrentValue.TakesWebhooks,
            Polls = options.CurrentValue.Polls,
            Installations = installed is null ? null : await installed,
            Credentials = (await keys).Items,
            Agents = await standings,
            Runner = trials.Runner,
            Trial = trials.Last,
            Command = command,
            LastDelivery = last,
        };
    }
}
