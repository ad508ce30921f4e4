using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using TaskRelay.Web.Components.Live;

namespace TaskRelay.Web.Components.Layout;

/// <summary>Around a page: what breaks in it is logged, and told with the id that the log line has.</summary>
public sealed partial class PageBoundary(ILogger<PageBoundary> logger) : ErrorBoundaryBase
{
    private string _traceId = "";

    /// <inheritdoc />
    protected override Task OnErrorAsync(Exception exception)
    {
        _traceId = FailureTrace.Current();
        Log.Broken(logger, _traceId, exception);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (CurrentException is null)
        {
            builder.AddContent(0, ChildContent);
            return;
        }

        builder.OpenComponent<PageFailure>(1);
        builder.AddComponentParameter(2, nameof(PageFailure.TraceId), _traceId);
        builder.AddComponentParameter(3, nameof(PageFailure.Again), EventCallback.Factory.Create(this, Recover));
        builder.CloseComponent();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A page broke; its reader was told trace id {TraceId}.")]
        public static partial void Broken(ILogger logger, string traceId, Exception exception);
    }
}
