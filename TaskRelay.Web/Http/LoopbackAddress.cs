namespace TaskRelay.Web.Http;

/// <summary>Where processes on this machine reach TaskRelay: the bound port, by loopback. Known once the server listens.</summary>
public sealed class LoopbackAddress
{
    private readonly TaskCompletionSource<Uri> _known = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Set once the server listens.</summary>
    public void Set(Uri address) => _known.TrySetResult(address);

    /// <summary>Waits until the server listens.</summary>
    public Task<Uri> GetAsync(CancellationToken cancellationToken) => _known.Task.WaitAsync(cancellationToken);
}
