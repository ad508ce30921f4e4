using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Components.Layout;

namespace TaskRelay.Web.Components.Live;

/// <summary>
/// A page that does things for somebody. Who they are is looked up before each act: an open page outlives a session and
/// a person's access. What breaks is told with a trace id, and the page stays.
/// </summary>
public abstract partial class CallerPage : ComponentBase
{
    private static readonly TimeSpan FirstPaint = TimeSpan.FromMilliseconds(500);

    /// <summary>A handler is at work: its button waits.</summary>
    protected bool IsBusy { get; private set; }

    /// <summary>Cancelled when the page goes away.</summary>
    protected abstract CancellationToken Ended { get; }

    [Inject]
    protected TimeProvider Clock { get; set; } = default!;

    [Inject]
    protected NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private SessionQueries Sessions { get; set; } = default!;

    [Inject]
    private ISnackbar Toasts { get; set; } = default!;

    [Inject]
    private ILogger<CallerPage> Logger { get; set; } = default!;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = default!;

    /// <summary>The caller as they are now. Null: they are on their way to sign in.</summary>
    protected async Task<Caller?> CallerAsync(CancellationToken cancellationToken)
    {
        var caller = await Sessions.CurrentAsync((await Authentication).User, cancellationToken);
        if (caller is null)
        {
            Navigation.NavigateTo(SignInAddress.For(Navigation), forceLoad: true);
        }

        return caller;
    }

    /// <summary>A few words that go away by themselves.</summary>
    protected void Tell(string words, Severity severity = Severity.Success) => Toasts.Add(words, severity);

    /// <summary>Does what somebody asked for, one thing at a time.</summary>
    protected async Task ActAsync(Func<Caller, CancellationToken, Task> act)
    {
        if (IsBusy)
        {
            return;
        }

        IsBusy = true;
        try
        {
            await LookUpAsync(act);
        }
        finally
        {
            IsBusy = false;
        }
    }

    /// <summary>Reads what somebody wants to see, also while something else is under way.</summary>
    protected async Task LookUpAsync(Func<Caller, CancellationToken, Task> look)
    {
        try
        {
            if (await CallerAsync(Ended) is { } caller)
            {
                await look(caller, Ended);
            }
        }
        catch (Exception exception) when (!Ended.IsCancellationRequested)
        {
            var trace = FailureTrace.Current();
            Log.Broken(Logger, GetType().Name, trace, exception);
            Toasts.Add($"That did not work. Look at what is shown now, and try again. Trace id {trace}", Severity.Error, options => options.RequireInteraction = true);
        }
    }

    /// <summary>
    /// Looks something up that others have to be asked for, in time for the first paint: most answer within it, and then
    /// nothing jumps. Null where it took longer or broke, and on a page that is painted already: it is looked up after
    /// the next paint then.
    /// </summary>
    protected async Task<T?> BeforePaintAsync<T>(Func<Caller, CancellationToken, Task<T>> look)
        where T : class
    {
        if (RendererInfo.IsInteractive || await CallerAsync(Ended) is not { } caller)
        {
            return null;
        }

        try
        {
            return await look(caller, Ended).WaitAsync(FirstPaint, Clock, Ended);
        }
        catch (TimeoutException)
        {
            return null;
        }
        catch (Exception exception) when (!Ended.IsCancellationRequested)
        {
            Log.Broken(Logger, GetType().Name, FailureTrace.Current(), exception);
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "What was asked for on {Page} broke, trace id {TraceId}.")]
        public static partial void Broken(ILogger logger, string page, string traceId, Exception exception);
    }
}
