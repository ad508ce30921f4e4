using System.Globalization;

namespace TaskRelay.Web.Tasks.Queries;

/// <summary>Where the history goes on: after the task that ended then.</summary>
public sealed record TaskHistoryPosition(DateTimeOffset CompletedAt, Guid Id)
{
    /// <summary>Before everything that has ended: for a first page that needs no figures.</summary>
    public static TaskHistoryPosition Top(DateTimeOffset now) => new(now.AddYears(1), Guid.AllBitsSet);

    /// <summary>As text, for a cursor.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{CompletedAt.ToUnixTimeMilliseconds()}:{Id:N}");

    /// <summary>The reverse; null when the text is no position.</summary>
    public static TaskHistoryPosition? Parse(string text) =>
        text.Split(':') is [var moment, var id]
        && long.TryParse(moment, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
        && Guid.TryParseExact(id, "N", out var known)
            ? new TaskHistoryPosition(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), known)
            : null;
}
