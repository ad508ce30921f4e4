namespace TaskRelay.Simulator.Webhooks;

/// <summary>All deliveries, oldest first.</summary>
internal sealed class WebhookLog
{
    private readonly Lock _gate = new();
    private readonly List<WebhookDelivery> _deliveries = [];
    private long _lastId = 170_000_000_000;

    public long NextId() => Interlocked.Increment(ref _lastId);

    public void Add(WebhookDelivery delivery)
    {
        lock (_gate)
            _deliveries.Add(delivery);
    }

    public IReadOnlyList<WebhookDelivery> All
    {
        get
        {
            lock (_gate)
                return [.. _deliveries];
        }
    }
}
