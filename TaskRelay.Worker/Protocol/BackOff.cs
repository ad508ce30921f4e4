namespace TaskRelay.Worker.Protocol;

/// <summary>Waits that double from the first to the longest, with a little chance so that workers do not come back in step.</summary>
internal sealed class BackOff(TimeSpan first, TimeSpan longest)
{
    private int _doubled;

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        var wait = first * (1 << _doubled);
        if (wait < longest)
            _doubled++;
        else
            wait = longest;
        return Task.Delay(wait * (0.8 + (Random.Shared.NextDouble() * 0.4)), TimeProvider.System, cancellationToken);
    }

    public void Reset() => _doubled = 0;
}
