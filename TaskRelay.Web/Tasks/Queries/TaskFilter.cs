using TaskRelay.Web.Data;

namespace TaskRelay.Web.Tasks.Queries;

/// <summary>Which tasks a list shows; empty shows all that the caller may see.</summary>
public sealed record TaskFilter
{
    /// <summary>Any of these.</summary>
    public IReadOnlyList<RelayTaskStatus> Statuses { get; init; } = [];

    /// <summary><c>owner/name</c>, in any case.</summary>
    public string? Repository { get; init; }

    /// <summary>Name in the agent catalogue.</summary>
    public string? Agent { get; init; }

    /// <summary>Words, each of which must be found; see <see cref="TaskSearch"/>.</summary>
    public string? Text { get; init; }

    /// <summary>Login of who asked, in any case.</summary>
    public string? CreatedBy { get; init; }

    /// <summary>Asked for then or later.</summary>
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Asked for before.</summary>
    public DateTimeOffset? CreatedTo { get; init; }

    /// <summary>Nothing is left out.</summary>
    public bool IsEmpty => this is { Statuses.Count: 0, Repository: null, Agent: null, Text: null, CreatedBy: null, CreatedFrom: null, CreatedTo: null };

    /// <summary>How a status is named in addresses.</summary>
    public static string NameOf(RelayTaskStatus status) => SnakeCase.Of(status);

    /// <summary>The reverse; null when no status has that name.</summary>
    public static RelayTaskStatus? StatusOf(string name) => SnakeCase.Parse<RelayTaskStatus>(name);
}
