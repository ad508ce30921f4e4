namespace TaskRelay.Web.Tests.Auth;

/// <summary>The real time, set forward by as much as a test says; timers run as usual.</summary>
public sealed class ShiftedClock : TimeProvider
{
    private long _offset;

    public TimeSpan Offset
    {
        get => new(Volatile.Read(ref _offset));
        set => Volatile.Write(ref _offset, value.Ticks);
    }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;
}
