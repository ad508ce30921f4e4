using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace TaskRelay.Web.Components.Layout;

/// <summary>
/// Puts the focus on the heading of a page that somebody went to within the app, so that a screen reader says where they
/// are. A page that was loaded keeps its own focus: its circuit starts when its reader may have gone on already, and
/// what they are about to press would be taken from them.
/// </summary>
public sealed class FocusOnArrival(IJSRuntime scripts) : ComponentBase
{
    private Type? _page;
    private bool _isDue;

    [Parameter, EditorRequired]
    public Microsoft.AspNetCore.Components.RouteData Route { get; set; } = default!;

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        _isDue |= _page is { } before && before != Route.PageType;
        _page = Route.PageType;
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_isDue)
        {
            _isDue = false;
            await scripts.InvokeVoidAsync("taskRelayShell.focusHeading");
        }
    }
}
