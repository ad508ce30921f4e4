using Microsoft.Extensions.Options;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Components.Live;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.GitHubData;
using TaskRelay.Web.Http.Limits;

namespace TaskRelay.Web.Components.Admin;

/// <summary>What GitHub still allows, and what this TaskRelay allows its callers. GitHub is asked after the first paint.</summary>
public sealed partial class LimitsPage(
    InstallationAllowances allowances, GitHubUserQueries gitHub, RefusedCallers refusals, IOptionsMonitor<RateLimitOptions> options) : AdminPage
{
    private const int MaxRefused = 50;

    private AllowanceReport? _report;
    private IReadOnlyDictionary<string, GitHubRateResource>? _own;
    private IReadOnlyList<RefusedCaller> _refused = [];

    private IEnumerable<(string Who, int Most, string Key)> Own
    {
        get
        {
            var limits = options.CurrentValue;
            yield return ("A person, with all their sessions and API tokens", limits.PerUserPerMinute, $"{RateLimitOptions.Section}:{nameof(limits.PerUserPerMinute)}");
            yield return ("An address that is not signed in", limits.PerAddressPerMinute, $"{RateLimitOptions.Section}:{nameof(limits.PerAddressPerMinute)}");
            yield return ("Wrong signatures and tokens from one address", limits.PerAddressPerMinute == 0 ? 0 : RateLimits.FailuresPerMinute, $"{RateLimitOptions.Section}:{nameof(limits.PerAddressPerMinute)} (0 ends it)");
        }
    }

    /// <inheritdoc />
    protected override void Forget() => (_report, _own, _refused) = (null, null, []);

    /// <inheritdoc />
    protected override Task ReadForAdministratorAsync(Caller caller, CancellationToken cancellationToken)
    {
        _refused = refusals.Current;
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && !IsRefused)
        {
            await AskAsync();
            StateHasChanged();
        }
    }

    private Task AskAsync() => AdministerAsync(async (caller, stop) =>
    {
        var own = gitHub.RateLimitAsync(caller, stop);
        _report = await allowances.AskAsync(stop);
        _own = await own is GitHubRead<GitHubRateLimit>.Found(var found, _)
            ? found.Resources.Where(one => one.Key is "core" or "graphql" or "search").ToDictionary(one => one.Key, one => one.Value)
            : null;
    });
}
