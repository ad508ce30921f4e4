using System.Collections.Concurrent;

namespace TaskRelay.Web.Notifications;

/// <summary>
/// How fast TaskRelay writes to each installation: one change a second, a few at once so that a new command is answered
/// at once, and nothing at all before the time that GitHub named.
/// </summary>
public sealed class InstallationPacer(TimeProvider clock)
{
    private const double Burst = 5;
    private const double PerSecond = 1;

    private readonly ConcurrentDictionary<long, Bucket> buckets = new();

    /// <summary>Whether GitHub told this installation to wait.</summary>
    public bool IsPaused(long installationId) => buckets.TryGetValue(installationId, out var bucket) && bucket.IsPaused(clock.GetUtcNow());

    /// <summary>Nothing is sent to this installation before then.</summary>
    public void Pause(long installationId, DateTimeOffset until) => Of(installationId).Pause(until);

    /// <summary>Waits until a change may be sent. It counts once <see cref="Spend"/> is called.</summary>
    public async Task WaitAsync(long installationId, CancellationToken cancellationToken)
    {
        while (Of(installationId).Wait(clock.GetUtcNow()) is { Ticks: > 0 } wait)
        {
            await Task.Delay(wait, clock, cancellationToken);
        }
    }

    /// <summary>A change is about to be sent.</summary>
    public void Spend(long installationId) => Of(installationId).Spend(clock.GetUtcNow());

    private Bucket Of(long installationId) => buckets.GetOrAdd(installationId, _ => new Bucket(clock.GetUtcNow()));

    private sealed class Bucket(DateTimeOffset now)
    {
        private readonly Lock gate = new();
        private double tokens = Burst;
        private DateTimeOffset filledAt = now;
        private DateTimeOffset pausedUntil = DateTimeOffset.MinValue;

        public bool IsPaused(DateTimeOffset now)
        {
            lock (gate)
            {
                return pausedUntil > now;
            }
        }

        public void Pause(DateTimeOffset until)
        {
            lock (gate)
            {
                pausedUntil = until > pausedUntil ? until : pausedUntil;
            }
        }

        public TimeSpan Wait(DateTimeOffset now)
        {
            lock (gate)
            {
                Fill(now);
                return tokens >= 1 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling((1 - tokens) / PerSecond * 1000));
            }
        }

        public void Spend(DateTimeOffset now)
        {
            lock (gate)
            {
                Fill(now);
                tokens -= 1;
            }
        }

        /// <summary>A clock that was set back fills nothing, and takes nothing away.</summary>
        private void Fill(DateTimeOffset now)
        {
            var passed = Math.Max(0, (now - filledAt).TotalSeconds);
            tokens = Math.Min(Burst, tokens + (passed * PerSecond));
            filledAt = now;
        }
    }
}
