using TaskRelay.Web.Agents;
using TaskRelay.Web.Http;
using TaskRelay.Web.Tasks.Queries;

namespace TaskRelay.Web.Tasks.Api;

/// <summary>Reads what the lists of tasks are asked for. A parameter without a value is as good as absent.</summary>
public sealed class TaskQueryReader(AgentCatalogue agents)
{
    public const int DefaultLimit = 50;
    private const int MaxLimit = 100;

    /// <summary>The refusal of a page size out of bounds; null when it is within.</summary>
    public static IResult? LimitProblem(int? limit) =>
        limit is < 1 or > MaxLimit ? ProblemResults.Invalid("limit", $"Must be 1 to {MaxLimit}.") : null;

    /// <summary>The filter, or the refusal.</summary>
    public (TaskFilter Filter, IResult? Problem) Filter(string[] status, string? repository, string? agent, string? q)
    {
        var statuses = new List<RelayTaskStatus>();
        foreach (var name in status.Where(name => name.Length > 0))
        {
            if (TaskFilter.StatusOf(name) is not { } known)
            {
                var names = string.Join(", ", Enum.GetValues<RelayTaskStatus>().Select(TaskFilter.NameOf));
                return (new TaskFilter(), ProblemResults.Invalid("status", $"Not a status; use {names}."));
            }

            statuses.Add(known);
        }

        return (new TaskFilter { Statuses = statuses, Repository = Given(repository), Agent = AgentOf(Given(agent)), Text = q }, null);
    }

    /// <summary>The bounds in time, or the refusal.</summary>
    public static (DateTimeOffset? From, DateTimeOffset? To, IResult? Problem) Times(
        string? from, string? to, string fromName = "from", string toName = "to")
    {
        var errors = new Dictionary<string, string[]>();
        var (first, last) = (Time(fromName, from), Time(toName, to));
        if (first > last)
        {
            errors[fromName] = [$"Must not be later than {toName}."];
        }

        return (first, last, errors.Count == 0 ? null : ProblemResults.Invalid(errors));

        DateTimeOffset? Time(string name, string? text)
        {
            if (!QueryMoment.TryRead(text, out var moment))
            {
                errors[name] = [QueryMoment.Form];
            }

            return moment;
        }
    }

    /// <summary>The text; null when it is empty.</summary>
    public static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    /// <summary>Tasks are listed by canonical names; one of an agent that has left the catalogue is looked for as it is.</summary>
    private string? AgentOf(string? name) => name is null ? null : agents.CanonicalName(name) ?? name;
}
