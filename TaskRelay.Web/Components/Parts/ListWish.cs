using TaskRelay.Web.Tasks.Queries;

namespace TaskRelay.Web.Components.Parts;

/// <summary>What somebody wants to see of a list, as its address says it.</summary>
public sealed record ListWish
{
    /// <summary>Which tasks.</summary>
    public TaskFilter Filter { get; init; } = new();

    /// <summary>From that day on; days are those of UTC, as in the figures.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Up to that day, and with it.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The order; null: the list's own.</summary>
    public TaskSort? Sort { get; init; }

    /// <summary>The first moment.</summary>
    public DateTimeOffset? First => Moment(From);

    /// <summary>The moment after the last.</summary>
    public DateTimeOffset? Beyond => Moment(To)?.AddDays(1);

    /// <summary>Nothing is left out.</summary>
    public bool IsEmpty => Filter.IsEmpty && From is null && To is null;

    private static DateTimeOffset? Moment(DateOnly? day) =>
        day is { } known && known < DateOnly.MaxValue ? new DateTimeOffset(known, TimeOnly.MinValue, TimeSpan.Zero) : null;
}
