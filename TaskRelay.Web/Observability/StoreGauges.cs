using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;
using TaskRelay.Web.Queue.Pausing;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Observability;

/// <summary>How much waits and runs, counted in the store when a scrape asks, at most every few seconds.</summary>
public sealed class StoreGauges
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);

    private static readonly RelayTaskStatus[] Active = [RelayTaskStatus.Queued, RelayTaskStatus.Running, RelayTaskStatus.Stopping];

    private readonly IDbContextFactory<RelayDbContext> _contexts;
    private readonly TimeProvider _clock;
    private readonly Lock _counting = new();
    private Counts? _last;

    public StoreGauges(IMeterFactory meters, IDbContextFactory<RelayDbContext> contexts, TimeProvider clock)
    {
        (_contexts, _clock) = (contexts, clock);
        var meter = meters.Create(RelayTelemetry.Name);
        meter.CreateObservableGauge("taskrelay.tasks.active", () => Count().Tasks, "{task}", "Tasks that are not at their end, by status.");
        meter.CreateObservableGauge("taskrelay.admission.paused", () => Count().Pauses, "{pause}", "Pauses in force: of the whole instance, and of repositories.");
        meter.CreateObservableGauge("taskrelay.outbox.waiting", () => Count().Outbox, "{notification}", "Notifications that are not sent yet.");
        meter.CreateObservableGauge("taskrelay.outbox.given_up", () => Count().Dead, "{notification}", "Notifications that were given up.");
    }

    private Counts Count()
    {
        lock (_counting)
        {
            var now = _clock.GetUtcNow();
            if (_last is { } known && now - known.At < Kept)
            {
                return known;
            }

            // Observable instruments have no asynchronous form. Each count walks an index over few rows.
            using var db = _contexts.CreateDbContext();
            var tasks = Active
                .Select(status => new Measurement<long>(db.Tasks.LongCount(task => task.Status == status), new KeyValuePair<string, object?>("status", SnakeCase.Of(status))))
                .ToArray();
            var instance = db.AdmissionPauses.LongCount(pause => pause.RepositoryId == AdmissionPause.Everything);
            _last = new Counts(
                now,
                tasks,
                [
                    new Measurement<long>(instance, new KeyValuePair<string, object?>("scope", "instance")),
                    new Measurement<long>(db.AdmissionPauses.LongCount() - instance, new KeyValuePair<string, object?>("scope", "repository")),
                ],
                db.Outbox.LongCount(row => row.Sent < row.Wanted && !row.Dead),
                db.Outbox.LongCount(row => row.Sent < row.Wanted && row.Dead));
            return _last;
        }
    }

    private sealed record Counts(DateTimeOffset At, Measurement<long>[] Tasks, Measurement<long>[] Pauses, long Outbox, long Dead);
}
