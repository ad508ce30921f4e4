using Microsoft.AspNetCore.Components;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Components.Live;

/// <summary>A page that shows tasks as they are: looks again at each hint, and says since when it is out of date.</summary>
public abstract partial class LivePage : CallerPage, IAsyncDisposable
{
    private LiveLoop? _live;
    private Guid? _watched;
    private DateTimeOffset _readAt;

    /// <summary>Since when the page could not be read anew; null while it is up to date.</summary>
    protected DateTimeOffset? StaleSince { get; private set; }

    /// <summary>The one task that the page is about; null: all.</summary>
    protected virtual Guid? Watched => null;

    /// <inheritdoc />
    protected override CancellationToken Ended => _live?.Ended ?? CancellationToken.None;

    [Inject]
    private TaskChanges Changes { get; set; } = default!;

    [Inject]
    private ILogger<LivePage> Logger { get; set; } = default!;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_live is not null)
        {
            await _live.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Reads what the page shows; called on the page's own context.</summary>
    protected abstract Task ReadAsync(Caller caller, CancellationToken cancellationToken);

    /// <summary>Takes the address in, before a read.</summary>
    protected virtual void Take()
    {
    }

    /// <summary>Forgets what was shown: the page is about another task now.</summary>
    protected virtual void Forget()
    {
    }

    /// <inheritdoc />
    protected sealed override async Task OnParametersSetAsync()
    {
        if (_live is null || _watched != Watched)
        {
            // Listens before the first read: a change between the two is not missed.
            var before = _live;
            _live = new LiveLoop(Changes.Subscribe(Watched), Clock);
            _watched = Watched;
            if (before is not null)
            {
                Forget();
                await before.DisposeAsync();
            }
        }

        Take();
        await ReadOnceAsync(_live.Ended);
    }

    /// <inheritdoc />
    protected override void OnAfterRender(bool firstRender) => _live?.Start(LookAsync);

    /// <summary>Reads anew now.</summary>
    protected Task RefreshAsync() => LookAsync(Ended);

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ReadOnceAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The page goes on showing what it has, says since when, and looks again.
            Log.Unreadable(Logger, GetType().Name, exception);
            StaleSince ??= _readAt;
        }

        StateHasChanged();
    }

    private async Task ReadOnceAsync(CancellationToken cancellationToken)
    {
        if (await CallerAsync(cancellationToken) is { } caller)
        {
            await ReadAsync(caller, cancellationToken);
            (_readAt, StaleSince) = (Clock.GetUtcNow(), null);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Page} could not be read anew.")]
        public static partial void Unreadable(ILogger logger, string page, Exception exception);
    }
}
