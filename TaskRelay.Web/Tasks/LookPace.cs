namespace TaskRelay.Web.Tasks;

/// <summary>
/// Keeps a loop that is woken by each commit from looking at a long backlog without end: what it spent on looking it
/// rests for several times. A short look rests for next to nothing, so an idle line stays as quick as its signal.
/// </summary>
public sealed class LookPace(TimeProvider clock)
{
    private const int RestPerLook = 5;

    /// <summary>Shorter ones are not worth a timer.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private TimeSpan _owed;

    /// <summary>Looks, and takes the time.</summary>
    public async Task<T> LookAsync<T>(Func<Task<T>> look)
    {
        var start = clock.GetTimestamp();
        try
        {
            return await look();
        }
        finally
        {
            _owed += clock.GetElapsedTime(start) * RestPerLook;
        }
    }

    /// <summary>Rests for what is owed.</summary>
    public Task RestAsync(CancellationToken cancellationToken)
    {
        var rest = _owed < Longest ? _owed : Longest;
        _owed = TimeSpan.Zero;
        return rest < Shortest ? Task.CompletedTask : Task.Delay(rest, clock, cancellationToken);
    }
}
