using System.Globalization;

namespace TaskRelay.Web.Components.Parts;

/// <summary>Lengths of time and points in it, in words. app.js says the same ones while a page is open.</summary>
public static class Spans
{
    /// <summary>Such as <c>42 s</c>, <c>3 min 07 s</c> or <c>2 h 05 min</c>.</summary>
    public static string Length(TimeSpan span)
    {
        var seconds = (long)Math.Max(0, span.TotalSeconds);
        return seconds switch
        {
            < 60 => $"{seconds} s",
            < 3600 => $"{seconds / 60} min {seconds % 60:00} s",
            _ => $"{seconds / 3600} h {seconds % 3600 / 60:00} min",
        };
    }

    /// <summary>Such as <c>just now</c>, <c>5 min ago</c> or <c>3 Nov 2026</c>.</summary>
    public static string Ago(DateTimeOffset at, DateTimeOffset now)
    {
        var seconds = (long)Math.Max(0, (now - at).TotalSeconds);
        return seconds switch
        {
            < 10 => "just now",
            < 60 => $"{seconds} s ago",
            < 3600 => $"{seconds / 60} min ago",
            < 86400 => $"{seconds / 3600} h ago",
            < 2 * 86400 => "yesterday",
            < 7 * 86400 => $"{seconds / 86400} days ago",
            _ => at.UtcDateTime.ToString("d MMM yyyy", CultureInfo.InvariantCulture),
        };
    }

    /// <summary>For attributes that scripts and tools read.</summary>
    public static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
