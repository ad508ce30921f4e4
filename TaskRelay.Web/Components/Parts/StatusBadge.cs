using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Components;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Components.Parts;

/// <summary>A status as word, colour and icon. All of it is constant, so it is one piece of markup, as drawings are.</summary>
public static class StatusBadge
{
    private static readonly ConcurrentDictionary<(RelayTaskStatus Status, bool IsLarge), MarkupString> Made = new();

    /// <summary>The badge of a status.</summary>
    public static MarkupString Of(RelayTaskStatus status, bool isLarge = false) =>
        Made.GetOrAdd((status, isLarge), static key => Make(TaskStatusLook.Of(key.Status), key.IsLarge));

    private static MarkupString Make(TaskStatusLook look, bool isLarge)
    {
        var sign = look.IsMoving ? """<span class="badge-spin" aria-hidden="true"></span>""" : Drawing.Of(look.Icon).Value;
        return new MarkupString(
            $"""<span class="badge tone-{look.Tone}{(isLarge ? " badge-large" : "")}" title="{WebUtility.HtmlEncode(look.Meaning)}">{sign}{WebUtility.HtmlEncode(look.Text)}</span>""");
    }
}
