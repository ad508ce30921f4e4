using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Components.Live;
using TaskRelay.Web.Diagnostics;
using TaskRelay.Web.Diagnostics.Startup;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.GitHubData;
using TaskRelay.Web.Notifications.Outgoing;
using TaskRelay.Web.Settings;

namespace TaskRelay.Web.Components.Parts;

/// <summary>
/// Tells what needs a person, with what mends it. Looks before the first paint, or after it where GitHub takes its time,
/// and again every few minutes: a dashboard stays open all day.
/// </summary>
public sealed partial class AttentionPanel(
    AuthDiagnosis sign,
    StartupChecks checks,
    GitHubUserQueries gitHub,
    InstallationAllowances allowances,
    CredentialViews credentials,
    WebhookQueries webhooks,
    IOptionsMonitor<GitHubOptions> options,
    ILogger<AttentionPanel> logger) : CallerPage, IDisposable
{
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(5);

    private readonly CancellationTokenSource _ended = new();

    // Taken once: the source can't be asked any more when it is disposed, and what still runs then does ask.
    private CancellationToken _stop;

    /// <summary>What needs a person; null while nobody has looked. Kept from the first paint to the circuit, so that nothing jumps.</summary>
    [PersistentState]
    public IReadOnlyList<AttentionItem>? Items { get; set; }

    /// <inheritdoc />
    protected override CancellationToken Ended => _stop;

    /// <inheritdoc />
    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _stop = _ended.Token;
        Items ??= await BeforePaintAsync(LookAsync);
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        if (Items is null)
        {
            await CheckAsync();
            StateHasChanged();
        }

        using var timer = new PeriodicTimer(Again, Clock);
        try
        {
            while (await timer.WaitForNextTickAsync(Ended))
            {
                await LookAgainAsync();
                StateHasChanged();
            }
        }
        catch (OperationCanceledException) when (Ended.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    private Task CheckAsync() => ActAsync(async (caller, stop) => Items = await LookAsync(caller, stop));

    private async Task LookAgainAsync()
    {
        try
        {
            if (await CallerAsync(Ended) is { } caller)
            {
                Items = await LookAsync(caller, Ended);
            }
        }
        catch (Exception exception) when (!Ended.IsCancellationRequested)
        {
            // Nobody has asked: what was seen last stays, and the next look is minutes away.
            Log.Unreadable(logger, exception);
        }
    }

    private async Task<IReadOnlyList<AttentionItem>> LookAsync(Caller caller, CancellationToken stop)
    {
        var diagnosis = sign.OfAsync(caller, stop);
        var report = checks.RunAsync(stop);
        var limit = gitHub.RateLimitAsync(caller, stop);
        var allowed = caller.IsAdministrator ? allowances.AskAsync(stop) : null;
        return
        [
            .. AttentionItem.Of(await report, caller.IsAdministrator),
            .. AttentionItem.Of(await diagnosis, options.CurrentValue.WebBaseUrl),
            .. AttentionItem.Of([.. (await credentials.OfAsync(caller.Id, stop)).Items.SelectMany(provider => provider.Credentials), await credentials.FlyAsync(caller.Id, stop)]),
            .. AttentionItem.Of(await limit),
            .. allowed is null ? [] : AttentionItem.Of(await allowed),
            .. AttentionItem.Of(await webhooks.ListAsync(caller, stop)),
        ];
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "What needs a person could not be looked at again on an open dashboard.")]
        public static partial void Unreadable(ILogger logger, Exception exception);
    }
}
