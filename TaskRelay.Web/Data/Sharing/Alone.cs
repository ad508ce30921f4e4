namespace TaskRelay.Web.Data.Sharing;

/// <summary>The only process on its store: every turn is its own.</summary>
internal sealed class Alone : IPeers, ITurns
{
    /// <inheritdoc />
    public bool MayExist => false;

    /// <inheritdoc />
    public Task<bool> AreThereAsync(CancellationToken cancellationToken) => Task.FromResult(false);

    /// <inheritdoc />
    public Task<TimeSpan> AheadAsync(CancellationToken cancellationToken) => Task.FromResult(TimeSpan.Zero);

    /// <inheritdoc />
    public Task<bool> TryTakeAsync(string name, TimeSpan length, CancellationToken cancellationToken) => Task.FromResult(true);

    /// <inheritdoc />
    public Task GiveBackAsync(string name, CancellationToken cancellationToken) => Task.CompletedTask;
}
