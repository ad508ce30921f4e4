using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Notifications.Browser;
using TaskRelay.Web.Notifications.Outgoing;

namespace TaskRelay.Web.Components.Settings;

/// <summary>How somebody is told of ends. A webhook's secret is held until its owner says that they have it, and no longer.</summary>
public sealed partial class NotificationsSection
{
    private static readonly IReadOnlyDictionary<string, string[]> NoErrors = new Dictionary<string, string[]>();
    private static readonly DialogOptions Asking = new() { CloseOnEscapeKey = true, MaxWidth = MaxWidth.ExtraSmall, FullWidth = true };

    private IReadOnlyList<WebhookView>? _webhooks;
    private IReadOnlyDictionary<string, string[]> _errors = NoErrors;
    private (Guid Id, string Text)? _secret;
    private Guid? _editing;
    private Guid? _changed;
    private string? _permission;
    private bool _isAdding;
    private bool _isWanted;
    private bool _isAdministrator;

    [Inject]
    private BrowserNotices Notices { get; set; } = default!;

    [Inject]
    private WebhookQueries Queries { get; set; } = default!;

    [Inject]
    private WebhookStore Store { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private IJSRuntime Browser { get; set; } = default!;

    /// <inheritdoc />
    protected override async Task LoadAsync(Caller caller, CancellationToken stop)
    {
        _isAdministrator = caller.IsAdministrator;
        _isWanted = await Notices.AreWantedAsync(caller.Id, stop);
        await ReadAsync(caller, stop);
    }

    /// <inheritdoc />
    protected override async Task LookAsync(Caller caller, CancellationToken stop) =>
        _permission = await Browser.InvokeAsync<string>("taskRelayNotices.permission", stop);

    private async Task ReadAsync(Caller caller, CancellationToken stop) => _webhooks = await Queries.ListAsync(caller, stop);

    private Task LookAgainAsync() => LookUpAsync(LookAsync);

    private Task WantAsync(bool isWanted) => ActAsync(async (caller, stop) =>
    {
        await Notices.SetAsync(caller.Id, isWanted, stop);
        _isWanted = isWanted;
    });

    private void Add() => (_isAdding, _editing, _errors) = (true, null, NoErrors);

    private void Edit(WebhookView webhook) => (_editing, _isAdding, _errors, _changed) = (_editing == webhook.Id ? null : webhook.Id, false, NoErrors, null);

    private Task CreateAsync(WebhookWish wish, bool isForAll) => ActAsync(async (caller, stop) =>
        await TakeAsync(await Store.CreateAsync(caller, isForAll && caller.IsAdministrator, wish, caller.Actor(), stop), "Added.", caller, stop));

    private Task ChangeAsync(WebhookView shown, WebhookWish wish) => ActAsync(async (caller, stop) =>
        await TakeAsync(await Store.ChangeAsync(caller, shown.Id, shown.Version, wish, caller.Actor(), stop), "Saved.", caller, stop));

    private Task SwitchAsync(WebhookView shown) =>
        ChangeAsync(shown, new WebhookWish(shown.Name, shown.Url, shown.Events, !shown.Enabled));

    private Task TestAsync(WebhookView shown) => ActAsync(async (caller, stop) =>
        await TakeAsync(await Store.TestAsync(caller, shown.Id, stop), "A test is on its way; how it went stands on Notifications.", caller, stop));

    private Task RotateAsync(WebhookView shown) => ActAsync(async (_, stop) =>
    {
        if (await Dialogs.ShowMessageBoxAsync(
                "Make a new secret?", $"The one that {shown.Name} has now signs too for 24 hours, so that its receiver can change over.",
                yesText: "Make it", cancelText: "Cancel", options: Asking) == true
            && await CallerAsync(stop) is { } caller)
        {
            await TakeAsync(await Store.RotateAsync(caller, shown.Id, caller.Actor(), stop), null, caller, stop);
        }
    });

    private Task DeleteAsync(WebhookView shown) => ActAsync(async (_, stop) =>
    {
        if (await Dialogs.ShowMessageBoxAsync(
                "Delete this webhook?", $"{shown.Name} is told of nothing more, and its list of deliveries goes too.",
                yesText: "Delete", cancelText: "Cancel", options: Asking) == true
            && await CallerAsync(stop) is { } caller)
        {
            await TakeAsync(await Store.DeleteAsync(caller, shown.Id, caller.Actor(), stop), "Deleted.", caller, stop);
        }
    });

    private async Task TakeAsync(WebhookAnswer answer, string? words, Caller caller, CancellationToken stop)
    {
        (_errors, _changed) = (answer is WebhookAnswer.Invalid(var errors) ? errors : NoErrors, null);
        switch (answer)
        {
            case WebhookAnswer.Done(var row, var secret):
                (_editing, _isAdding) = (null, false);
                _secret = secret is null ? _secret : (row.Id, secret);
                break;
            case WebhookAnswer.Changed(var row):
                _changed = row.Id;
                break;
        }

        var (told, severity) = answer switch
        {
            WebhookAnswer.Done or WebhookAnswer.Sending => (words, Severity.Success),
            WebhookAnswer.Invalid => (null, Severity.Warning),
            WebhookAnswer.Changed => ("It was changed elsewhere; nothing was saved.", Severity.Warning),
            WebhookAnswer.TooMany => ($"There are {WebhookStore.MaxEach} webhooks already; delete one first.", Severity.Warning),
            WebhookAnswer.Off => ("It is switched off. Switch it on first.", Severity.Warning),
            _ => ("There is no such webhook any more.", Severity.Error),
        };
        if (told is not null)
        {
            Tell(told, severity);
        }

        await ReadAsync(caller, stop);
    }
}
