using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Components;

namespace TaskRelay.Web.Components.Parts;

/// <summary>
/// A drawing of the library's set as one piece of markup. As a component each would hold three KiB of the server's
/// memory for as long as its page is open, and a page has fifty.
/// </summary>
public static class Drawing
{
    private static readonly ConcurrentDictionary<(string Of, string? More), MarkupString> Made = new();

    /// <summary>The drawing, with more class names where it has any.</summary>
    /// <param name="of">One of our own constants, never text from outside: it is kept, and not encoded.</param>
    /// <param name="more">Class names beside its own; a constant as well.</param>
    public static MarkupString Of(string of, string? more = null) => Made.GetOrAdd((of, more), static key => new MarkupString(
        $"""<svg class="{WebUtility.HtmlEncode(key.More is null ? "icon" : $"icon {key.More}")}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{key.Of}</svg>"""));
}
