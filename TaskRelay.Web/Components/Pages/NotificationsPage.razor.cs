using Microsoft.AspNetCore.Components;
using MudBlazor;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Notifications.Outgoing;
using TaskRelay.Web.Tasks.Queries;

namespace TaskRelay.Web.Components.Pages;

/// <summary>What was told to whom, and what ended.</summary>
public sealed partial class NotificationsPage(WebhookQueries queries, WebhookStore store, TaskHistoryQueries history)
{
    private const int PageSize = 20;
    private const int Ends = 10;
    private const int Most = 200;

    private IReadOnlyList<WebhookView>? _webhooks;
    private IReadOnlyList<WebhookDeliveryView>? _deliveries;
    private IReadOnlyList<TaskView>? _ended;
    private bool _hasMore;
    private int _count = PageSize;

    [SupplyParameterFromQuery(Name = "webhook")]
    private Guid? Webhook { get; set; }

    /// <inheritdoc />
    protected override async Task ReadAsync(Caller caller, CancellationToken cancellationToken)
    {
        _webhooks = await queries.ListAsync(caller, cancellationToken);
        var (items, next) = await queries.DeliveriesAsync(caller, Webhook, null, _count, cancellationToken);
        (_deliveries, _hasMore) = (items, next is not null && _count < Most);
        var filter = new TaskHistoryFilter { Tasks = new TaskFilter { CreatedBy = caller.Login } };
        _ended = (await history.ListAsync(caller, filter, Ends, null, cancellationToken)).Items;
    }

    private Task MoreAsync()
    {
        _count = Math.Min(_count + PageSize, Most);
        return RefreshAsync();
    }

    private string NameOf(WebhookDeliveryView delivery) => _webhooks?.FirstOrDefault(one => one.Id == delivery.WebhookId)?.Name ?? "";

    private Task AgainAsync(WebhookDeliveryView delivery) => ActAsync(async (caller, stop) =>
    {
        var (words, severity) = await store.RedeliverAsync(caller, delivery.Id, caller.Actor(), stop) switch
        {
            WebhookAnswer.Sending => ("It is sent again.", Severity.Success),
            WebhookAnswer.Off => ("Its webhook is switched off. Switch it on first.", Severity.Warning),
            _ => ("There is no such delivery any more.", Severity.Error),
        };
        Tell(words, severity);
        await RefreshAsync();
    });
}
