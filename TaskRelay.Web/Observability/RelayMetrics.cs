using System.Diagnostics.Metrics;
using TaskRelay.Web.Data;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Observability;

/// <summary>What the app counts. Labels hold words of fixed lists and agents' names, never text that others wrote.</summary>
public sealed class RelayMetrics
{
    private readonly Counter<long> _deliveries;
    private readonly Counter<long> _moves;
    private readonly Counter<long> _tokens;
    private readonly Counter<double> _cost;
    private readonly Counter<long> _notifications;
    private readonly Histogram<double> _waits;
    private readonly Histogram<double> _runs;
    private readonly Histogram<int> _batches;

    public RelayMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(RelayTelemetry.Name);
        _deliveries = meter.CreateCounter<long>("taskrelay.deliveries", "{delivery}", "Webhooks that were stored, by event and outcome.");
        _moves = meter.CreateCounter<long>("taskrelay.task.moves", "{move}", "Changes of a task's status, by the new status and the error code.");
        _tokens = meter.CreateCounter<long>("taskrelay.agent.tokens", "{token}", "Tokens that ended attempts reported, by agent and direction.");
        _cost = meter.CreateCounter<double>("taskrelay.agent.cost", "USD", "Cost that ended attempts reported, by agent.");
        _notifications = meter.CreateCounter<long>("taskrelay.notifications", "{notification}", "Tries to tell GitHub something, by kind and result.");
        _waits = meter.CreateHistogram<double>("taskrelay.task.queue.duration", "s", "From queued to running.");
        _runs = meter.CreateHistogram<double>("taskrelay.task.run.duration", "s", "From running to the end, by agent and status.");
        _batches = meter.CreateHistogram<int>("taskrelay.store.batch.size", "{write}", "Writes that shared a commit.");
    }

    /// <summary>A stored webhook.</summary>
    public void Delivered(string eventName, string outcome) => _deliveries.Add(1, new("event", eventName), new("outcome", outcome));

    /// <summary>A committed move.</summary>
    public void Moved(RelayTask task)
    {
        _moves.Add(1, new("status", SnakeCase.Of(task.Status)), new("error", task.ErrorCode ?? "none"));
        if (task.Status == RelayTaskStatus.Running && task.StartedAt is { } started)
        {
            _waits.Record(Math.Max(0, (started - task.QueuedAt).TotalSeconds));
        }

        if (TaskMoves.IsTerminal(task.Status) && task is { StartedAt: { } began, CompletedAt: { } ended })
        {
            _runs.Record(Math.Max(0, (ended - began).TotalSeconds), new("agent", task.Agent), new("status", SnakeCase.Of(task.Status)));
            _tokens.Add(task.InputTokens, new("agent", task.Agent), new("direction", "input"));
            _tokens.Add(task.OutputTokens, new("agent", task.Agent), new("direction", "output"));
            _cost.Add(task.CostUsd, new KeyValuePair<string, object?>("agent", task.Agent));
        }
    }

    /// <summary>A try to tell GitHub something: <c>sent</c>, <c>postponed</c>, <c>failed</c> or <c>given_up</c>.</summary>
    public void Notified(string kind, string result) => _notifications.Add(1, new("kind", kind), new("result", result));

    /// <summary>A commit of the write gate.</summary>
    public void Committed(int writes) => _batches.Record(writes);
}
