using Microsoft.AspNetCore.Http.Extensions;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tasks.Queries;

namespace TaskRelay.Web.Components.Parts;

/// <summary>The address of the list with a filter: the same names as the API's.</summary>
public static class TasksAddress
{
    /// <summary>The list's address.</summary>
    public static string Of(TaskFilter filter, string? before)
    {
        var query = new QueryBuilder();
        foreach (var status in filter.Statuses.Order())
        {
            query.Add("status", TaskFilter.NameOf(status));
        }

        Add(query, "repository", filter.Repository);
        Add(query, "agent", filter.Agent);
        Add(query, "q", filter.Text);
        Add(query, "before", before);
        return "/tasks" + query;
    }

    /// <summary>The reverse; names that are no status are passed over.</summary>
    public static TaskFilter Read(string[]? statuses, string? repository, string? agent, string? text) => new()
    {
        Statuses = [.. (statuses ?? []).Select(TaskFilter.StatusOf).OfType<RelayTaskStatus>().Distinct()],
        Repository = Given(repository),
        Agent = Given(agent),
        Text = Given(text),
    };

    private static void Add(QueryBuilder query, string name, string? value)
    {
        if (value is not null)
        {
            query.Add(name, value);
        }
    }

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
