using System.Globalization;

namespace TaskRelay.Web.Components.Admin;

/// <summary>Days and words of filters in addresses; days are those of UTC.</summary>
public static class Days
{
    private const string Form = "yyyy-MM-dd";

    /// <summary>As an address has it.</summary>
    public static string? Text(DateOnly? day) => day?.ToString(Form, CultureInfo.InvariantCulture);

    /// <summary>The reverse; what is no day is none.</summary>
    public static DateOnly? Read(string? text) =>
        DateOnly.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue ? day : null;

    /// <summary>Its first moment.</summary>
    public static DateTimeOffset? First(DateOnly? day) => day is { } known ? new DateTimeOffset(known, TimeOnly.MinValue, TimeSpan.Zero) : null;

    /// <summary>The moment after its last.</summary>
    public static DateTimeOffset? Beyond(DateOnly? day) => day is { } known && known < DateOnly.MaxValue ? First(known.AddDays(1)) : null;

    /// <summary>Words, where there are any.</summary>
    public static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
