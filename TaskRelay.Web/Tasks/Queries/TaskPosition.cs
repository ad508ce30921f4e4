using System.Globalization;

namespace TaskRelay.Web.Tasks.Queries;

/// <summary>A place in an ordered list: after the task with that key and that id.</summary>
/// <param name="Value">The key's value; 0 where the id alone is the order.</param>
/// <param name="Id">The task.</param>
public sealed record TaskPosition(double Value, Guid Id)
{
    /// <summary>As text, for a cursor.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value:R}:{Id:N}");

    /// <summary>The reverse; null when the text is no position.</summary>
    public static TaskPosition? Parse(string text) =>
        text.Split(':') is [var value, var id]
        && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && Guid.TryParseExact(id, "N", out var known)
            ? new TaskPosition(number, known)
            : null;
}
