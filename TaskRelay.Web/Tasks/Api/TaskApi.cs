using TaskRelay.Web.Auth;
using TaskRelay.Web.Tasks.Queries;
using TaskRelay.Web.Tasks.Requests;

namespace TaskRelay.Web.Tasks.Api;

/// <summary>The task routes: for signed-in callers, JSON only.</summary>
public static class TaskApi
{
    /// <summary>Maps them.</summary>
    public static IEndpointRouteBuilder MapTaskApi(this IEndpointRouteBuilder app)
    {
        var tasks = app.MapGroup("/api/tasks").WithTags("Tasks").RequireAuthorization();
        tasks.ProducesProblem(StatusCodes.Status401Unauthorized);

        tasks.MapGet("", TaskReads.ListAsync)
            .WithName("ListTasks")
            .WithSummary("The caller's tasks, newest first.")
            .WithDescription("status may be repeated. q: each word begins a word of title, repository or instructions, or is the issue's number.")
            .RequireScope(ApiScopes.TasksRead)
            .Produces<TaskList>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status502BadGateway);

        tasks.MapPost("", TaskPlacing.CreateAsync)
            .WithName("CreateTask")
            .WithSummary("A new task on an issue or pull request, without a comment.")
            .WithDescription(
                "An Idempotency-Key header (1 to 255 visible ASCII characters) makes a repeat safe: the same key and body answers 200 with the same task, "
                + "another body 409 idempotency_key_reused. Keys are kept for 48 hours.")
            .RequireScope(ApiScopes.TasksWrite)
            .Accepts<TaskRequest>("application/json")
            .Produces<TaskView>()
            .Produces<TaskView>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status502BadGateway)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

        tasks.MapGet("/history", TaskHistoryReads.ListAsync)
            .WithName("ListTaskHistory")
            .WithSummary("Ended tasks, newest completion first, with figures of all of them on the first page.")
            .WithDescription(
                "from (inclusive) and to (exclusive) bound the completion, in ISO 8601. The other filters are those of the list. The summary is of the newest "
                + "10,000 tasks that match; truncated says that there are more.")
            .RequireScope(ApiScopes.TasksRead)
            .Produces<TaskHistoryList>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status502BadGateway);

        Exported(tasks.MapGet("/export", TaskExport.TasksAsync), "ExportTasks", "The caller's tasks as a file, newest first.")
            .WithDescription(
                "The filters are those of the list, and who asked when. At most 10,000 tasks. In CSV no field can become a formula: an apostrophe stands before "
                + "one that would.");

        Exported(tasks.MapGet("/history/export", TaskExport.HistoryAsync), "ExportTaskHistory", "Ended tasks as a file, newest completion first.")
            .WithDescription("In the same forms. from (inclusive) and to (exclusive) bound the completion.");

        Named(tasks.MapGet("/{id}", TaskReads.GetAsync), "GetTask", "One task.").RequireScope(ApiScopes.TasksRead).Produces<TaskView>();

        Named(tasks.MapGet("/{id}/status", TaskReads.GetStatusAsync), "GetTaskStatus", "What changes while a task runs, with a strong ETag.")
            .RequireScope(ApiScopes.TasksRead)
            .Produces<TaskStatusView>()
            .Produces(StatusCodes.Status304NotModified);

        Named(tasks.MapGet("/{id}/events", TaskReads.ListEventsAsync), "ListTaskEvents", "The task's log and state changes, oldest first, after a number.")
            .RequireScope(ApiScopes.TasksRead)
            .Produces<TaskEventList>()
            .ProducesProblem(StatusCodes.Status400BadRequest);

        Named(tasks.MapGet("/{id}/prompt", TaskReads.GetPromptAsync), "GetTaskPrompt", "What the newest attempt's agent was told.")
            .WithDescription("404 prompt_not_found until a worker has read its job.")
            .RequireScope(ApiScopes.TasksRead)
            .Produces<TaskPromptView>();

        Named(tasks.MapGet("/{id}/stream", TaskStream.RunAsync), "StreamTaskEvents", "The same as server-sent events, live.")
            .WithDescription("Goes on after Last-Event-ID. A comment each 15 seconds, a last event named end; 204 to a reconnect past the end.")
            .RequireScope(ApiScopes.TasksRead)
            .Produces<string>(StatusCodes.Status200OK, "text/event-stream")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status400BadRequest);

        Named(tasks.MapPost("/{id}/stop", TaskActions.StopAsync), "StopTask", "Asks for a task's end.")
            .RequireScope(ApiScopes.TasksWrite)
            .Produces<TaskView>()
            .Produces<TaskView>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);

        Named(tasks.MapPost("/{id}/retry", TaskActions.RetryAsync), "RetryTask", "Queues an ended task again, as a new attempt.")
            .RequireScope(ApiScopes.TasksWrite)
            .Accepts<RetryRequest>(true, "application/json")
            .Produces<TaskView>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        return app;
    }

    private static RouteHandlerBuilder Exported(RouteHandlerBuilder route, string name, string summary) => route
        .WithName(name)
        .WithSummary(summary)
        .RequireScope(ApiScopes.TasksRead)
        .Produces<TaskExportList>(StatusCodes.Status200OK, "application/json", "text/csv")
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status502BadGateway);

    private static RouteHandlerBuilder Named(RouteHandlerBuilder route, string name, string summary) => route
        .WithName(name)
        .WithSummary(summary)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status502BadGateway);
}
