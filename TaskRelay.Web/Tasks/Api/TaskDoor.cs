using TaskRelay.Web.Auth;
using TaskRelay.Web.Http;
using TaskRelay.Web.Tasks.Queries;

namespace TaskRelay.Web.Tasks.Api;

/// <summary>Lets a caller through to a task, or says what a caller without access hears.</summary>
public sealed class TaskDoor(TaskQueries queries, TaskAccessLog access)
{
    /// <summary>The task with its state; also the caller's own in a repository that they have lost.</summary>
    public async Task<(RelayTask? Task, IResult? Refusal)> StateAsync(HttpContext context, string id) =>
        await FindAsync(context, id) switch
        {
            TaskLookup.Found(var task, _) => (task, null),
            var other => (null, Refuse(other)),
        };

    /// <summary>The task with all of it: log, prompt, retry.</summary>
    public async Task<(RelayTask? Task, IResult? Refusal)> AllAsync(HttpContext context, string id) =>
        await FindAsync(context, id) switch
        {
            TaskLookup.Found(var task, TaskOpenness.Open) => (task, null),
            TaskLookup.Found(_, TaskOpenness.Unknown) => (null, Unavailable()),
            TaskLookup.Found => (null, NotFound()),
            var other => (null, Refuse(other)),
        };

    /// <summary>The same whether there is no such task or it is hidden.</summary>
    public static IResult NotFound() =>
        ProblemResults.Problem(StatusCodes.Status404NotFound, "task_not_found", "There is no such task, or you may not see it.");

    /// <summary>Nothing can be said about access now.</summary>
    public static IResult Unavailable() => ProblemResults.Problem(
        StatusCodes.Status502BadGateway, "github_unavailable", "GitHub can't be asked now which repositories you may see. Try again.");

    private static IResult Refuse(TaskLookup lookup) => lookup is TaskLookup.Unknown ? Unavailable() : NotFound();

    /// <summary>What is no id names no task: the route takes any text, so that its answer is this one too.</summary>
    private async Task<TaskLookup> FindAsync(HttpContext context, string id)
    {
        if (!Guid.TryParse(id, out var known))
        {
            return new TaskLookup.Missing();
        }

        var caller = Caller.Of(context.User)!;
        var lookup = await queries.FindAsync(caller, known, context.RequestAborted);
        await access.NoteAsync(caller, known, lookup, context.Actor(), context.RequestAborted);
        return lookup;
    }
}
