using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace TaskRelay.Web.Tests.Relay;

/// <summary>A webhook as GitHub sends it, with every part open to being wrong.</summary>
public sealed record SignedWebhook
{
    public string Event { get; init; } = "issue_comment";

    public string? Delivery { get; init; } = Guid.NewGuid().ToString();

    public required byte[] Body { get; init; }

    public required string Secret { get; init; }

    /// <summary>Instead of the right signature; empty leaves the header out.</summary>
    public string? Signature { get; init; }

    public string ContentType { get; init; } = "application/json";

    public static string Sign(byte[] body, string secret) =>
        "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));

    /// <summary>A comment's payload with the members that GitHub always has.</summary>
    public static JsonObject Comment(string body, long commentId, int issue = 1, string action = "created") => new()
    {
        ["action"] = action,
        ["issue"] = new JsonObject
        {
            ["number"] = issue,
            ["title"] = "An issue",
            ["body"] = "Words.",
            ["user"] = Person(),
        },
        ["comment"] = new JsonObject { ["id"] = commentId, ["body"] = body, ["user"] = Person() },
        ["repository"] = new JsonObject
        {
            ["id"] = 1,
            ["name"] = "hello",
            ["full_name"] = "octo/hello",
            ["owner"] = new JsonObject { ["id"] = 2, ["login"] = "octo", ["type"] = "Organization" },
        },
        ["sender"] = Person(),
        ["installation"] = new JsonObject { ["id"] = 3 },
    };

    public static JsonObject Person(string login = "writer", string type = "User") =>
        new() { ["id"] = 583231, ["login"] = login, ["type"] = type };

    public HttpRequestMessage ToRequest()
    {
        var content = new ByteArrayContent(Body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType);
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/webhooks/github") { Content = content };
        request.Headers.TryAddWithoutValidation("X-GitHub-Event", Event);
        if (Delivery is not null)
        {
            request.Headers.TryAddWithoutValidation("X-GitHub-Delivery", Delivery);
        }

        var signature = Signature ?? Sign(Body, Secret);
        if (signature.Length > 0)
        {
            request.Headers.TryAddWithoutValidation("X-Hub-Signature-256", signature);
        }

        return request;
    }
}
