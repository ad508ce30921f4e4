using TaskRelay.Web.Tasks.Api;

namespace TaskRelay.Web.Tasks.Queries;

/// <summary>Registers the reads, and what the task routes need beside them.</summary>
public static class TaskQueryServices
{
    /// <summary>Adds them.</summary>
    public static IServiceCollection AddTaskQueries(this IServiceCollection services) => services
        .AddSingleton<TaskViews>()
        .AddSingleton<TaskQueries>()
        .AddSingleton<TaskLogQueries>()
        .AddSingleton<TaskDoor>()
        .AddSingleton<RetryRules>();
}
