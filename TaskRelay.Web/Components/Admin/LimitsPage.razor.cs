using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Components.Live;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.GitHubData;
using TaskRelay.Web.Http.Limits;

namespace TaskRelay.Web.Components.Admin;

/// <summary>What GitHub still allows, and what this TaskRelay allows its callers. GitHub is asked before the first paint, or after it where it takes its time.</summary>
public sealed partial class LimitsPage(
    InstallationAllowances allowances, GitHubUserQueries gitHub, RefusedCallers refusals, IOptionsMonitor<RateLimitOptions> options) : AdminPage
{
    private const int MaxRefused = 50;

    private IReadOnlyList<RefusedCaller> _refused = [];

    /// <summary>What GitHub said; null while it was not asked. Kept from the first paint to the circuit, so that nothing jumps.</summary>
    [PersistentState]
    public GitHubLimits? Asked { get; set; }

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
    protected override void Forget() => (Asked, _refused) = (null, []);

    /// <inheritdoc />
    protected override async Task ReadForAdministratorAsync(Caller caller, CancellationToken cancellationToken)
    {
        _refused = refusals.Current;
        Asked ??= await BeforePaintAsync(LookAsync);
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && Asked is null && !IsRefused)
        {
            await AskAsync();
            StateHasChanged();
        }
    }

    private Task AskAsync() => AdministerAsync(async (caller, stop) => Asked = await LookAsync(caller, stop));

    private async Task<GitHubLimits> LookAsync(Caller caller, CancellationToken stop)
    {
        var own = gitHub.RateLimitAsync(caller, stop);
        var report = await allowances.AskAsync(stop);
        return new GitHubLimits(
            report,
            await own is GitHubRead<GitHubRateLimit>.Found(var found, _)
                ? found.Resources.Where(one => one.Key is "core" or "graphql" or "search").ToDictionary(one => one.Key, one => one.Value)
                : null);
    }
}
