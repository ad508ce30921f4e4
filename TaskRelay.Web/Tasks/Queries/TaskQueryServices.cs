using TaskRelay.Web.Tasks.Api;

namespace TaskRelay.Web.Tasks.Queries;

/// <summary>Registers the reads, and what the task routes need beside them.</summary>
public static class TaskQueryServices
{
    /// <summary>Adds them.</summary>
    public static IServiceCollection AddTaskQueries(this IServiceCollection services) => services
        .AddSingleton<TaskViews>()
        .AddSingleton<TaskQueries>()
        .AddSingleton<TaskHistoryQueries>()
        .AddSingleton<TaskFigureQueries>()
        .AddSingleton<TaskLogQueries>()
        .AddSingleton<TaskAccessLog>()
        .AddSingleton<TaskDoor>()
        .AddSingleton<TaskQueryReader>()
        .AddSingleton<RetryRules>();
}
