using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Components.Live;

/// <summary>
/// A page for administrators. Who asks is judged at each read and each act: what was shown goes away with the right to
/// see it, while the page is open too.
/// </summary>
public abstract class AdminPage : LivePage
{
    /// <summary>It is not this person's to see; nothing was read.</summary>
    protected bool IsRefused { get; private set; }

    /// <summary>Most sections are not about tasks: they look again every few seconds, not at each hint of one.</summary>
    protected override Guid? Watched => TaskChanges.Everything;

    /// <summary>Null once the page is live.</summary>
    [CascadingParameter]
    private HttpContext? Request { get; set; }

    /// <summary>Reads what the page shows, for an administrator.</summary>
    protected abstract Task ReadForAdministratorAsync(Caller caller, CancellationToken cancellationToken);

    /// <inheritdoc />
    protected sealed override async Task ReadAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (MayAsk(caller))
        {
            await ReadForAdministratorAsync(caller, cancellationToken);
        }
    }

    /// <summary>Does what an administrator asked for, one thing at a time.</summary>
    protected Task AdministerAsync(Func<Caller, CancellationToken, Task> act) =>
        ActAsync((caller, stop) => MayAsk(caller) ? act(caller, stop) : Task.CompletedTask);

    /// <summary>The administrator as they are now, after they were asked something; null when they are none any more.</summary>
    protected async Task<Caller?> AdministratorAsync(CancellationToken cancellationToken) =>
        await CallerAsync(cancellationToken) is { } caller && MayAsk(caller) ? caller : null;

    private bool MayAsk(Caller caller)
    {
        IsRefused = !caller.IsAdministrator;
        if (IsRefused)
        {
            Forget();
            if (Request is { Response.HasStarted: false } request)
            {
                request.Response.StatusCode = StatusCodes.Status403Forbidden;
            }
        }

        return !IsRefused;
    }
}
