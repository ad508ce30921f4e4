using System.Text.Json;

namespace TaskRelay.Web.GitHub;

/// <summary>One answer of a list that is read conditionally or by cursor.</summary>
/// <param name="Content">The JSON; null when nothing has changed since the tag that was sent along.</param>
/// <param name="ETag">To ask with the next time.</param>
/// <param name="Next">Path of the page after it, if there is one.</param>
/// <param name="PollInterval">How long GitHub asks to wait before the same is asked again.</param>
/// <param name="LowUntil">Set when less than a tenth of the hour's allowance is left: when the next hour begins.</param>
public sealed record GitHubPage(JsonElement? Content, string? ETag, string? Next, TimeSpan? PollInterval, DateTimeOffset? LowUntil)
{
    /// <summary>What a list holds, directly or under the name that some lists wrap it in.</summary>
    public IEnumerable<JsonElement> Items(string? wrapper = null) => Content switch
    {
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray(),
        { ValueKind: JsonValueKind.Object } wrapped when wrapper is not null
            && wrapped.TryGetProperty(wrapper, out var list) && list.ValueKind == JsonValueKind.Array => list.EnumerateArray(),
        _ => [],
    };
}
