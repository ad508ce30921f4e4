using System.Globalization;

namespace TaskRelay.Web.Auth;

/// <summary>Where a page of people ended.</summary>
/// <param name="At">The last sign-in of its last person.</param>
/// <param name="Id">That person.</param>
public sealed record UserPosition(DateTimeOffset At, long Id)
{
    /// <summary>Name of the list in cursors.</summary>
    public const string List = "users";

    /// <summary>The reverse of <see cref="ToString"/>; null for what it never gave.</summary>
    public static UserPosition? Parse(string? text) =>
        text?.Split(' ') is [var at, var id]
        && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var moment)
        && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var known)
            ? new UserPosition(DateTimeOffset.FromUnixTimeMilliseconds(moment), known)
            : null;

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.ToUnixTimeMilliseconds()} {Id}");
}
