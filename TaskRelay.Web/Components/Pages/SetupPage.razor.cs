using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using TaskRelay.Web.Agents;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Auth.Setup;
using TaskRelay.Web.Components.Live;
using TaskRelay.Web.Components.Steps;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Setup;

namespace TaskRelay.Web.Components.Pages;

/// <summary>Set-up for administrators: each step as it stands, live, with what mends it.</summary>
public sealed partial class SetupPage(
    SetupQueries queries,
    SetupDoor door,
    Administrators administrators,
    AppAddresses addresses,
    KeyDesk keys,
    RunnerTrials trials,
    ProviderCatalogue providers,
    IOptionsMonitor<GitHubOptions> gitHub) : LivePage
{
    private Caller? _me;
    private SetupStanding _standing;
    private bool _isNamed;
    private SetupFacts? _facts;
    private KeyAnswer? _answer;
    private bool _isTesting;

    [SupplyParameterFromQuery(Name = "error")]
    private string? Error { get; set; }

    /// <inheritdoc />
    protected override async Task ReadAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (!caller.IsAdministrator)
        {
            (_me, _facts, _standing) = (caller, null, await door.StandingAsync(cancellationToken));
            return;
        }

        var facts = await queries.OfAsync(caller, cancellationToken);
        (_me, _facts, _isNamed) = (caller, facts, administrators.NamesAnybody);
    }

    /// <summary>The first step that waits for this person; 0 when none does.</summary>
    private static int NextOf(params SetupStep[] steps) =>
        steps.Select((step, at) => (step.State, Number: at + 2)).FirstOrDefault(one => one.State is not (StepState.Done or StepState.Later)).Number;

    private static int Done(params SetupStep[] steps) => 1 + steps.Count(step => step.IsDone);

    private Task TakeKeyAsync(string provider, string key) => ActAsync(async (caller, stop) =>
    {
        if (!caller.IsAdministrator)
        {
            return;
        }

        var (check, isStored) = await keys.TakeAsync(caller.Id, provider, key, caller.Actor(), stop);
        _answer = new KeyAnswer(isStored, check.Message);
        await ReadAsync(caller, stop);
    });

    private Task TestRunnerAsync() => ActAsync(async (caller, stop) =>
    {
        if (!caller.IsAdministrator)
        {
            return;
        }

        _isTesting = true;
        try
        {
            await trials.RunAsync(caller.Id, stop);
        }
        finally
        {
            _isTesting = false;
        }

        await ReadAsync(caller, stop);
    });
}
