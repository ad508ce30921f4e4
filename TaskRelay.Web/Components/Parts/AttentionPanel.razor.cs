using Microsoft.Extensions.Options;
using TaskRelay.Web.Components.Live;
using TaskRelay.Web.Diagnostics;
using TaskRelay.Web.Diagnostics.Startup;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.GitHubData;
using TaskRelay.Web.Notifications.Outgoing;

namespace TaskRelay.Web.Components.Parts;

/// <summary>Tells what needs a person, with what mends it. Looks after the first paint: GitHub and providers may take their time.</summary>
public sealed partial class AttentionPanel(
    AuthDiagnosis sign, StartupChecks checks, GitHubUserQueries gitHub, WebhookQueries webhooks, IOptionsMonitor<GitHubOptions> options) : CallerPage, IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private IReadOnlyList<AttentionItem> _items = [];

    /// <inheritdoc />
    protected override CancellationToken Ended => _ended.Token;

    /// <inheritdoc />
    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await CheckAsync();
            StateHasChanged();
        }
    }

    private Task CheckAsync() => ActAsync(async (caller, stop) =>
    {
        var diagnosis = sign.OfAsync(caller, stop);
        var report = checks.RunAsync(stop);
        var limit = gitHub.RateLimitAsync(caller, stop);
        _items =
        [
            .. AttentionItem.Of(await report, caller.IsAdministrator),
            .. AttentionItem.Of(await diagnosis, options.CurrentValue.WebBaseUrl),
            .. AttentionItem.Of(await limit),
            .. AttentionItem.Of(await webhooks.ListAsync(caller, stop)),
        ];
    });
}
