using Microsoft.AspNetCore.Components;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Components.Live;

namespace TaskRelay.Web.Components.Settings;

/// <summary>A part of the settings: read before the first paint, then what takes longer.</summary>
public abstract class SettingsSection : CallerPage, IDisposable
{
    private readonly CancellationTokenSource _ended = new();

    protected SettingsSection() => Ended = _ended.Token;

    /// <inheritdoc />
    protected sealed override CancellationToken Ended { get; }

    /// <inheritdoc />
    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Reads what the part shows.</summary>
    protected abstract Task LoadAsync(Caller caller, CancellationToken stop);

    /// <summary>Asks others, after the first paint.</summary>
    protected virtual Task LookAsync(Caller caller, CancellationToken stop) => Task.CompletedTask;

    /// <inheritdoc />
    protected sealed override async Task OnInitializedAsync()
    {
        if (await CallerAsync(Ended) is { } caller)
        {
            await LoadAsync(caller, Ended);
        }
    }

    /// <inheritdoc />
    protected sealed override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await LookUpAsync(LookAsync);
            StateHasChanged();
        }
    }
}
