namespace TaskRelay.Web.Tests.Runners.Fly;

/// <summary>Counts the calls to Fly that are under way, so that no test moves the clock past their limits by being quick.</summary>
internal sealed class CallCounter
{
    private int _running;

    public bool IsQuiet => Volatile.Read(ref _running) == 0;

    public DelegatingHandler Handler() => new Counting(this);

    private sealed class Counting(CallCounter counter) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref counter._running);
            try
            {
                var response = await base.SendAsync(request, cancellationToken);
                await response.Content.LoadIntoBufferAsync(cancellationToken);
                return response;
            }
            finally
            {
                Interlocked.Decrement(ref counter._running);
            }
        }
    }
}
