using System.Text;
using System.Text.Json.Nodes;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Surface;

/// <summary>Webhooks with a right signature and nothing else right.</summary>
public static class MalformedWebhooks
{
    public static IReadOnlyList<(string Name, SignedWebhook Webhook)> All { get; } = [.. Bodies(), .. Shapes(), .. Headers()];

    private static IEnumerable<(string, SignedWebhook)> Bodies() =>
        from body in MalformedBodies.All
        where body.ContentType == "application/json" && body.Encoding is null && !MalformedBodies.IsObject(body.Bytes)
        from name in new[] { "issue_comment", "issues", "pull_request", "ping", "installation" }
        select ($"{name}: {body.Name}", new SignedWebhook { Event = name, Body = body.Bytes, Secret = RelayHost.Secret });

    private static IEnumerable<(string, SignedWebhook)> Shapes()
    {
        foreach (var member in new[] { "issue", "comment", "repository" })
        {
            foreach (var wrong in new JsonNode?[] { null, JsonValue.Create(7), JsonValue.Create("x"), new JsonArray(), new JsonObject() })
            {
                var payload = SignedWebhook.Comment("@taskrelay please", 1);
                payload[member] = wrong;
                yield return ($"{member} is {wrong?.ToJsonString() ?? "null"}", Of(payload));
            }
        }

        foreach (var (path, wrong) in new[] { ("comment", "id"), ("comment", "body"), ("comment", "user"), ("issue", "number"), ("issue", "title"), ("repository", "id"), ("repository", "name"), ("repository", "owner") })
        {
            var payload = SignedWebhook.Comment("@taskrelay please", 1);
            payload[path]![wrong] = new JsonArray(1, 2);
            yield return ($"{path}.{wrong} is an array", Of(payload));
            payload = SignedWebhook.Comment("@taskrelay please", 1);
            payload[path]!.AsObject().Remove(wrong);
            yield return ($"{path}.{wrong} is missing", Of(payload));
        }

        yield return ("a member twice", OfText("""{"action":"created","action":"deleted"}"""));
        yield return ("a huge id", OfText(SignedWebhook.Comment("@taskrelay x", 1).ToJsonString().Replace("\"number\":1", "\"number\":99999999999999999999", StringComparison.Ordinal)));
        yield return ("a lone surrogate", OfText(SignedWebhook.Comment("@taskrelay x", 1).ToJsonString().Replace("@taskrelay x", "@taskrelay \\ud800", StringComparison.Ordinal)));
    }

    private static IEnumerable<(string, SignedWebhook)> Headers()
    {
        var good = Of(SignedWebhook.Comment("@taskrelay please", 1));
        foreach (var id in new[] { null, "", "x", "1", "00000000", $"{{{Guid.NewGuid()}}}", Guid.NewGuid().ToString("N"), new string('a', 4000) })
        {
            yield return ($"delivery {id}", good with { Delivery = id });
        }

        foreach (var name in new[] { "", "nonsense", "ISSUE_COMMENT", "../x", new string('e', 3000), "issue_comment, ping" })
        {
            yield return ($"event {name}", good with { Event = name });
        }

        foreach (var signature in new[] { "", "sha256=", "sha256=zz", "sha1=" + new string('0', 40), "sha256=" + new string('0', 63), "sha256=" + new string('0', 64), new string('f', 64), "SHA256=" + new string('0', 64) })
        {
            yield return ($"signature {signature}", good with { Signature = signature });
        }

        foreach (var type in new[] { "text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-16", "application/jsonp", "application/problem+json" })
        {
            yield return ($"type {type}", good with { ContentType = type });
        }
    }

    private static SignedWebhook Of(JsonObject payload) => OfText(payload.ToJsonString());

    private static SignedWebhook OfText(string text) => new() { Body = Encoding.UTF8.GetBytes(text), Secret = RelayHost.Secret };
}
