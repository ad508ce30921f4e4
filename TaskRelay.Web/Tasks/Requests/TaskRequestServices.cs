namespace TaskRelay.Web.Tasks.Requests;

/// <summary>Registers what makes tasks that no comment asks for.</summary>
public static class TaskRequestServices
{
    /// <summary>Adds it.</summary>
    public static IServiceCollection AddTaskRequests(this IServiceCollection services) => services
        .AddSingleton<TaskMemberRules>()
        .AddSingleton<TaskRequestRules>()
        .AddSingleton<TaskRequestKeys>()
        .AddSingleton<RequestedIssues>()
        .AddSingleton<TaskRequestDesk>();
}
