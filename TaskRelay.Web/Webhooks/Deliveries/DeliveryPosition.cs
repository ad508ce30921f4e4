using System.Globalization;

namespace TaskRelay.Web.Webhooks.Deliveries;

/// <summary>Where a page of the inbox ended.</summary>
/// <param name="At">When its last delivery came.</param>
/// <param name="Id">That delivery.</param>
public sealed record DeliveryPosition(DateTimeOffset At, Guid Id)
{
    /// <summary>Name of the list in cursors.</summary>
    public const string List = "deliveries";

    /// <summary>The reverse of <see cref="ToString"/>; null for what it never gave.</summary>
    public static DeliveryPosition? Parse(string? text) =>
        text?.Split(' ') is [var at, var id] && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var moment) && Guid.TryParse(id, out var known)
            ? new DeliveryPosition(DateTimeOffset.FromUnixTimeMilliseconds(moment), known)
            : null;

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.ToUnixTimeMilliseconds()} {Id}");
}
