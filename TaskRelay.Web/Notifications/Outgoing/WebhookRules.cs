using System.Net;
using Microsoft.Extensions.Options;

namespace TaskRelay.Web.Notifications.Outgoing;

/// <summary>What an endpoint may be. Where its name leads is judged when it is connected to.</summary>
public sealed class WebhookRules(IOptionsMonitor<OutgoingOptions> options)
{
    public const int MaxName = 100;

    public const int MaxUrl = 1_000;

    /// <summary>What is wrong, by member; empty when nothing is.</summary>
    public Dictionary<string, string[]> Check(WebhookWish wish)
    {
        var errors = new Dictionary<string, string[]>();
        if (wish.Name is { } name && (name.Trim().Length > MaxName || name.Any(char.IsControl)))
        {
            errors["name"] = [$"Must hold at most {MaxName} characters, none of them control characters."];
        }

        if (UrlFault(wish.Url?.Trim()) is { } fault)
        {
            errors["url"] = [fault];
        }

        if (EventsOf(wish).Count == 0 || wish.Events!.Any(one => !OutgoingEvents.All.Contains(one)))
        {
            errors["events"] = [$"Name at least one of {string.Join(", ", OutgoingEvents.All)}, and nothing else."];
        }

        return errors;
    }

    /// <summary>The events in their own order, each once.</summary>
    public static IReadOnlyList<string> EventsOf(WebhookWish wish) => [.. OutgoingEvents.All.Where(one => wish.Events?.Contains(one) == true)];

    /// <summary>Its name; without one the host's.</summary>
    public static string NameOf(WebhookWish wish) => wish.Name?.Trim() is { Length: > 0 } name ? name : new Uri(wish.Url!.Trim()).Host;

    private string? UrlFault(string? url)
    {
        var current = options.CurrentValue;
        if (url is not { Length: > 0 and <= MaxUrl } || url.Any(char.IsControl) || !Uri.TryCreate(url, UriKind.Absolute, out var uri)
            || !(uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && current.AllowHttp)))
        {
            return current.AllowHttp ? $"Must be an http or https address of at most {MaxUrl} characters." : $"Must be an https address of at most {MaxUrl} characters.";
        }

        if (uri.UserInfo.Length > 0 || uri.Fragment.Length > 0)
        {
            return "Must hold no name or password, and no fragment.";
        }

        var isOwn = uri.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && !TargetNetworks.IsPublic(address));
        return isOwn && !current.AllowPrivateTargets ? "Leads into a private network; webhooks only go to the public Internet." : null;
    }
}
