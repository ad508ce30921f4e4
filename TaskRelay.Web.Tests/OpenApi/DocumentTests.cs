using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using TaskRelay.Web.Http;
using TaskRelay.Web.Tests.Auth;

namespace TaskRelay.Web.Tests.OpenApi;

/// <summary>The document says what the app does, and the committed copy says the same.</summary>
public sealed class DocumentTests : IAsyncLifetime
{
    private Dashboard _dashboard = null!;
    private string _served = null!;
    private JsonObject _document = null!;

    public async ValueTask InitializeAsync()
    {
        _dashboard = await Dashboard.StartAsync();
        _served = await _dashboard.Relay.Client.GetStringAsync("/openapi/v1.json");
        _document = JsonNode.Parse(_served)!.AsObject();
    }

    public ValueTask DisposeAsync() => _dashboard.DisposeAsync();

    [Fact]
    public async Task The_committed_document_is_the_one_that_is_served()
    {
        var now = CommittedDocument.Of(_served);
        if (Environment.GetEnvironmentVariable(CommittedDocument.Renewal) is "1")
        {
            await File.WriteAllTextAsync(CommittedDocument.Path, now);
        }

        var committed = File.Exists(CommittedDocument.Path) ? await File.ReadAllTextAsync(CommittedDocument.Path) : "";
        Assert.True(committed == now, $"docs/openapi.json is not what the app serves{FirstDifference(committed, now)}. "
            + $"Renew it: {CommittedDocument.Renewal}=1 ./test.sh --filter-class '*{nameof(DocumentTests)}'");
    }

    [Fact]
    public async Task Two_readings_are_alike_and_name_the_public_address_whatever_the_host()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/openapi/v1.json");
        request.Headers.Host = "evil.example";
        using var answer = await _dashboard.Relay.Client.SendAsync(request);
        var other = await answer.Content.ReadAsStringAsync();
        Assert.Equal(_served, other);
        Assert.Equal(_dashboard.Get<PublicAddress>().Origin, (string?)_document["servers"]![0]!["url"]);
    }

    [Fact]
    public void Every_route_of_the_api_is_described()
    {
        var described = Operations().Select(operation => $"{operation.Method.ToUpperInvariant()} {operation.Path}").ToHashSet();
        var missing = _dashboard.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => Regex.IsMatch("/" + endpoint.RoutePattern.RawText!.TrimStart('/'), "^/(api|health|metrics)(/|$)"))
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [])
                .Select(method => $"{method} /{Regex.Replace(endpoint.RoutePattern.RawText!.Trim('/'), @"\{(\w+)[^}]*\}", "{$1}")}"))
            .Where(route => !described.Contains(route))
            .ToArray();
        Assert.True(missing.Length == 0, $"Not in the document: {string.Join(", ", missing)}");
        Assert.Contains("GET /api/auth/github/callback", described);
    }

    [Fact]
    public void Every_operation_says_what_it_is_and_who_may_call_it()
    {
        foreach (var (path, method, operation) in Operations())
        {
            var where = $"{method} {path}";
            Assert.True(operation["operationId"] is not null, where);
            Assert.True(operation["summary"] is not null, where);
            Assert.True(operation["description"] is not null, where);
            Assert.True(operation["tags"] is JsonArray { Count: 1 }, where);
            Assert.True(operation["security"] is not null, where);
            foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
            {
                Assert.True(((string?)parameter!["description"])?.Length > 0, $"{where}: {parameter["name"]} has no description.");
            }
        }
    }

    [Fact]
    public void Every_error_is_a_problem_and_every_answer_has_words()
    {
        foreach (var (path, method, operation) in Operations())
        {
            foreach (var (status, answer) in operation["responses"]!.AsObject())
            {
                var where = $"{method} {path} {status}";
                Assert.True(((string?)answer!["description"])?.Length > 0, where);
                if (status[0] is '4' or '5')
                {
                    Assert.Equal(["application/problem+json"], answer["content"]!.AsObject().Select(pair => pair.Key));
                    Assert.Equal("#/components/schemas/ProblemDetails", (string?)answer["content"]!["application/problem+json"]!["schema"]!["$ref"]);
                }
                else if (status == "200")
                {
                    Assert.True(answer["content"] is not null, $"{where} says nothing of its body.");
                }
            }
        }
    }

    [Fact]
    public void Every_schema_says_what_it_is_of()
    {
        foreach (var (name, schema) in _document["components"]!["schemas"]!.AsObject())
        {
            Assert.True(
                schema!["type"] is not null || schema["anyOf"] is not null || schema["oneOf"] is not null || schema["$ref"] is not null || schema["properties"] is not null
                    || name == "JsonElement", // Any JSON at all.
                $"{name} has no type.");
        }

        foreach (var (path, text) in Strings(_document, "$"))
        {
            Assert.False(path.EndsWith("\tformat", StringComparison.Ordinal) && text == "date-time" && !HasType(path), $"{path} has a format and no type.");
        }
    }

    private bool HasType(string path)
    {
        JsonNode node = _document;
        foreach (var part in path.Split('\t')[1..^1])
        {
            node = node is JsonArray array ? array[int.Parse(part)]! : node[part]!;
        }

        return node["type"] is not null;
    }

    private static IEnumerable<(string Path, string Text)> Strings(JsonNode? node, string path) => node switch
    {
        JsonObject members => members.SelectMany(member => Strings(member.Value, $"{path}\t{member.Key}")),
        JsonArray items => items.SelectMany((item, at) => Strings(item, $"{path}\t{at}")),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [(path, value.GetValue<string>())],
        _ => [],
    };

    private IEnumerable<(string Path, string Method, JsonNode Operation)> Operations() =>
        from path in _document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select (path.Key, operation.Key, operation.Value);

    private static string FirstDifference(string committed, string now)
    {
        var (old, fresh) = (committed.Split('\n'), now.Split('\n'));
        var at = Enumerable.Range(0, Math.Min(old.Length, fresh.Length)).FirstOrDefault(line => old[line] != fresh[line], Math.Min(old.Length, fresh.Length) - 1);
        return $", first at line {at + 1}: '{old.ElementAtOrDefault(at)}' against '{fresh.ElementAtOrDefault(at)}'";
    }
}
