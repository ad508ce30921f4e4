namespace TaskRelay.Web.Queue;

/// <summary>Tells a clock that was set from time that passed, by the monotonic clock beside it.</summary>
internal sealed class ClockMark(TimeProvider clock)
{
    private DateTimeOffset _wall = clock.GetUtcNow();
    private long _monotonic = clock.GetTimestamp();

    /// <summary>How far the wall clock ran ahead of (or behind) time since the last look.</summary>
    public TimeSpan TakeJump()
    {
        var (wall, monotonic) = (clock.GetUtcNow(), clock.GetTimestamp());
        var jump = wall - _wall - clock.GetElapsedTime(_monotonic, monotonic);
        (_wall, _monotonic) = (wall, monotonic);
        return jump;
    }
}
