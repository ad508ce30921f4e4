using Microsoft.AspNetCore.Components;

namespace TaskRelay.Web.Components.Parts;

/// <summary>One line of the log; what it shows never changes, so it is drawn once.</summary>
public abstract class LogLineBase : ComponentBase
{
    private LogEntry? _drawn;

    [Parameter]
    [EditorRequired]
    public LogEntry Entry { get; set; } = default!;

    /// <inheritdoc />
    protected override bool ShouldRender()
    {
        var changed = !ReferenceEquals(_drawn, Entry);
        _drawn = Entry;
        return changed;
    }
}
