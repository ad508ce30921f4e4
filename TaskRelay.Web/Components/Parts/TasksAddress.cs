using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tasks.Queries;

namespace TaskRelay.Web.Components.Parts;

/// <summary>The address of a list with what is wanted of it: the same names as the API's.</summary>
public static class TasksAddress
{
    private const string Day = "yyyy-MM-dd";
    private const string Tasks = "/api/tasks/export";

    /// <summary>The list's address.</summary>
    public static string Of(TaskFilter filter, string? before) => Of(new ListWish { Filter = filter }, before);

    /// <summary>The list's address, or the history's.</summary>
    public static string Of(ListWish wish, string? before, string path = "/tasks")
    {
        var query = Filtered(wish);
        Add(query, "by", wish.Filter.CreatedBy);
        Add(query, "from", wish.From?.ToString(Day, CultureInfo.InvariantCulture));
        Add(query, "to", wish.To?.ToString(Day, CultureInfo.InvariantCulture));
        Add(query, "sort", wish.Sort?.ToString());
        Add(query, "before", before);
        return path + query;
    }

    /// <summary>Where the same tasks are had as a file.</summary>
    public static string Export(ListWish wish, string format, string path = Tasks)
    {
        var query = Filtered(wish);
        query.Add("format", format);
        Add(query, "createdBy", wish.Filter.CreatedBy);

        // Days are those of the asking in the one list, and those of the end in the other.
        Add(query, path == Tasks ? "createdFrom" : "from", wish.First is { } first ? Spans.Iso(first) : null);
        Add(query, path == Tasks ? "createdTo" : "to", wish.Beyond is { } beyond ? Spans.Iso(beyond) : null);
        return path + query;
    }

    /// <summary>The reverse; names that are no status are passed over.</summary>
    public static TaskFilter Read(string[]? statuses, string? repository, string? agent, string? text) => new()
    {
        Statuses = [.. (statuses ?? []).Select(TaskFilter.StatusOf).OfType<RelayTaskStatus>().Distinct()],
        Repository = Given(repository),
        Agent = Given(agent)?.ToLowerInvariant(),
        Text = Given(text),
    };

    /// <summary>The reverse; days that are none are passed over.</summary>
    public static ListWish Read(TaskFilter filter, string? by, string? from, string? to, string? sort) => new()
    {
        Filter = filter with { CreatedBy = Given(by)?.TrimStart('@') },
        From = DayOf(from),
        To = DayOf(to),
        Sort = TaskSort.Parse(sort),
    };

    private static QueryBuilder Filtered(ListWish wish)
    {
        var query = new QueryBuilder();
        foreach (var status in wish.Filter.Statuses.Order())
        {
            query.Add("status", TaskFilter.NameOf(status));
        }

        Add(query, "repository", wish.Filter.Repository);
        Add(query, "agent", wish.Filter.Agent);
        Add(query, "q", wish.Filter.Text);
        return query;
    }

    private static DateOnly? DayOf(string? text) =>
        DateOnly.TryParseExact(text, Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static void Add(QueryBuilder query, string name, string? value)
    {
        if (value is not null)
        {
            query.Add(name, value);
        }
    }

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
