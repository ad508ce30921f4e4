using System.Net;
using System.Text.Json;
using TaskRelay.Web.Tasks;
using static TaskRelay.Web.Tests.Surface.Access;

namespace TaskRelay.Web.Tests.Surface;

/// <summary>Requests that make no sense, at every endpoint: none is answered with 5xx, none stores anything, and each is told so in one form.</summary>
public sealed class MalformedRequestTests(SurfaceRig rig) : IClassFixture<SurfaceRig>
{
    private const int AtLeast = 300;

    private static readonly string[] QueryValues =
    [
        "limit=0", "limit=101", "limit=-1", "limit=1.5", "limit=abc", "limit=99999999999999999999", "limit=", "limit=%00", "limit=1&limit=2", "limit=0x10",
        "cursor=x", "cursor=", "cursor=%00", "cursor=..%2f..", "cursor=" + "AAAA", "cursor=%F0%28%8C%28",
        "status=nonsense", "status=", "status=1", "status=Queued&status=x", "status=%00", "outcome=nonsense", "outcome=%00",
        "after=-1", "after=x", "after=9999999999999999999999", "after=1e3", "from=yesterday", "from=2026-13-45T99:99:99Z", "to=%00", "from=0001-01-01T00:00:00Z&to=9999-12-31T23:59:59Z",
        "installationId=x", "installationId=-1", "installationId=99999999999999999999", "repository=%00", "repository=a%2Fb%2Fc", "repository='%20OR%201%3D1--", "agent=%F0%28", "q=%00",
        "q=%22%20OR%20*", "q=NEAR(", "q=(((((((", "q=%25%25%25", "q=" + "%F0%9F%92%A9", "returnUrl=https%3A%2F%2Fevil.example", "returnUrl=%00", "[]=1&a[b]=c", "%=%", "&&&===",
    ];

    private static readonly string[] Paths =
    [
        "/api/%2e%2e/%2e%2e/etc/passwd", "/api/..%2f..%2fetc%2fpasswd", "/api/tasks/..%5c..%5cwindows", "/api//tasks", "/api/tasks//", "/api/tasks/%", "/api/tasks/%zz", "/api/tasks/%c0%ae%c0%ae",
        "/api/tasks;a=b", "/api/TASKS/%F0%28%8C%28", "/api/tasks/%E2%80%AE", "/api/./tasks/./x", "/api", "/api/", "/api/nothing", "/api/tasks/a/b/c/d/e", "/api/%61pi", "/api/tasks/{id}",
        "/api/github/issues/octo/hello/0", "/api/github/issues/octo/hello/-1", "/api/github/issues/octo/hello/abc", "/api/github/issues/octo/hello/99999999999999999999",
        "/api/github/issues/%2e%2e/hello/1", "/api/github/issues/octo/..%2f..%2fuser/1", "/api/github/issues/o%00cto/hello/1", "/api/github/issues/-/hello/1", "/api/deliveries/..%2f", "/api/tokens/..%2f",
    ];

    private static readonly (string Name, string Value)[] Headers =
    [
        ("Authorization", "Bearer"), ("Authorization", "Bearer "), ("Authorization", "Basic eDp5"), ("Authorization", "Bearer a b c"), ("Authorization", "Bearer " + "\u00e9"), ("Authorization", "Negotiate x"),
        ("Cookie", "taskrelay=x"), ("Cookie", "taskrelay="), ("Cookie", "=;=;;"), ("Cookie", "taskrelay=CfDJ8" + "AAAA"), ("If-None-Match", "garbage"), ("If-None-Match", "W/"), ("If-None-Match", "\"a\", , \"b"),
        ("Last-Event-ID", "-1"), ("Last-Event-ID", "x"), ("Last-Event-ID", "99999999999999999999999"), ("Idempotency-Key", "\u00e9\u00e9"), ("Idempotency-Key", "has spaces and more"),
        ("Accept", "application/xml"), ("Accept", "garbage"), ("Accept", "*/*;q=x"), ("Accept-Language", "xx-;;;"), ("Accept-Encoding", "zip"), ("Range", "bytes=9-1"), ("Range", "lines=1"),
        ("X-HTTP-Method-Override", "DELETE"), ("X-Forwarded-For", "evil, 1.2.3.4"), ("X-Forwarded-Proto", "gopher"), ("X-Forwarded-Host", "evil.example"), ("Sec-Fetch-Site", "garbage"), ("Origin", "garbage"),
        ("Origin", "https://" + "a@b"), ("traceparent", "00-garbage"), ("traceparent", "00-00000000000000000000000000000000-0000000000000000-00"), ("Upgrade", "h2c"), ("Expect", "nothing"),
    ];

    /// <summary>Sends also what is not ASCII.</summary>
    private static readonly HttpClient Client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        Expect100ContinueTimeout = TimeSpan.FromMinutes(2),
        RequestHeaderEncodingSelector = (_, _) => System.Text.Encoding.Latin1,
    });

    public static TheoryData<string> WithBodies() =>
        [.. SurfaceTable.Rows.Where(row => row.IsApi && !row.Reads && !row.EndsSession).Select(row => $"{row}")];

    public static TheoryData<string> Reading() => [.. SurfaceTable.Rows.Where(row => row.IsApi && row.Reads && !row.Statuses.Contains(503)).Select(row => $"{row}")];

    [Fact]
    public void There_are_many_of_them()
    {
        var count = (WithBodies().Count * MalformedBodies.All.Count) + (Reading().Count * QueryValues.Length) + (Paths.Length * 4) + (Headers.Length * 4) + MalformedWebhooks.All.Count;
        Assert.True(count >= AtLeast, $"{count}");
    }

    [Theory]
    [MemberData(nameof(WithBodies))]
    public async Task A_malformed_body_is_refused(string name)
    {
        var row = SurfaceTable.Find(name);
        var id = await EndedIdAsync(row);
        await ExpectNothingStoredAsync(async () =>
        {
            foreach (var body in MalformedBodies.All.Where(body => !row.TakesAnyObject || !MalformedBodies.IsObject(body.Bytes)))
            {
                using var request = new HttpRequestMessage(new HttpMethod(row.Method), new Uri(rig.Address, row.Path(id))) { Content = new ByteArrayContent(body.Bytes) };
                if (body.ContentType is not null)
                {
                    request.Content.Headers.TryAddWithoutValidation("Content-Type", body.ContentType);
                }

                if (body.Encoding is not null)
                {
                    request.Content.Headers.TryAddWithoutValidation("Content-Encoding", body.Encoding);
                }

                // A server may close a connection whose body it did not want; the next request has its own.
                request.Headers.ConnectionClose = true;

                // Where a body is not read to its end, the answer comes first and the connection is gone: asking before sending keeps the answer.
                request.Headers.ExpectContinue = true;
                await ExpectRefusedAsync(request, $"{row}: {body.Name}", mayPass: !row.TakesBody);
            }
        });
    }

    [Theory]
    [MemberData(nameof(Reading))]
    public async Task A_malformed_query_is_no_fault_of_the_servers(string name)
    {
        var row = SurfaceTable.Find(name);
        var id = await EndedIdAsync(row);
        await ExpectNothingStoredAsync(async () =>
        {
            foreach (var query in QueryValues)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(rig.Address, row.Path(id) + "?" + query));
                await ExpectRefusedAsync(request, $"{row}?{query}", mayPass: true);
            }
        });
    }

    [Fact]
    public Task A_malformed_path_leads_nowhere() => ExpectNothingStoredAsync(async () =>
    {
        foreach (var path in Paths)
        {
            foreach (var method in new[] { "GET", "POST", "PUT", "DELETE" })
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(rig.Address.GetLeftPart(UriPartial.Authority) + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
                await ExpectRefusedAsync(request, $"{method} {path}", mayPass: false);
            }
        }
    });

    [Fact]
    public async Task A_malformed_header_is_no_fault_of_the_servers()
    {
        var task = await rig.Dashboard.AddTaskAsync("writer", RelayTaskStatus.Succeeded);
        await ExpectNothingStoredAsync(async () =>
        {
            foreach (var (name, value) in Headers)
            {
                foreach (var path in new[] { "/api/tasks", $"/api/tasks/{task.Id}/status", $"/api/tasks/{task.Id}/stream", "/api/worker/job" })
                {
                    using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(rig.Address, path));
                    request.Headers.TryAddWithoutValidation(name, value);
                    await ExpectRefusedAsync(request, $"{path} {name}: {value}", mayPass: true);
                }
            }
        });
    }

    [Fact]
    public Task A_signed_webhook_that_is_malformed_is_refused() => ExpectNothingStoredAsync(async () =>
    {
        foreach (var (name, webhook) in MalformedWebhooks.All)
        {
            using var request = webhook.ToRequest();
            request.RequestUri = new Uri(rig.Address, "/api/webhooks/github");
            await ExpectRefusedAsync(request, name, mayPass: false);
        }
    });

    /// <summary>Of a task that has succeeded: nothing can be done with it that would store a row.</summary>
    private async Task<string> EndedIdAsync(SurfaceRow row) => row.Access is TaskState or WholeTask
        ? $"{(await rig.Dashboard.AddTaskAsync("maintainer", RelayTaskStatus.Succeeded)).Id}"
        : row.HasId ? $"{Guid.CreateVersion7()}" : "";

    private async Task ExpectNothingStoredAsync(Func<Task> act)
    {
        var before = await rig.CountRowsAsync();
        await act();
        Assert.Equal(before, await rig.CountRowsAsync());

        using var alive = await rig.Administrator.GetAsync("/api/tasks?limit=1");
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
    }

    private async Task ExpectRefusedAsync(HttpRequestMessage request, string what, bool mayPass)
    {
        if (rig.Attempt.CredentialFor(request) is { } bearer && !request.Headers.Contains("Authorization"))
        {
            // Let in, so that it is the body that is judged.
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {bearer}");
        }

        if (!request.Headers.Contains("Cookie"))
        {
            request.Headers.TryAddWithoutValidation("Cookie", $"taskrelay={rig.Administrator.Cookies["taskrelay"]}");
        }

        using var answer = await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var status = (int)answer.StatusCode;
        Assert.True(status < 500, $"{what}: {status} {await answer.Content.ReadAsStringAsync()}");
        Assert.True(mayPass || status >= 400, $"{what}: {status}");
        if (status < 400 || (status == 400 && answer.Content.Headers.ContentLength == 0 && answer.Headers.ConnectionClose == true))
        {
            // Passed, or refused by the server before it was a request.
            return;
        }

        var text = await answer.Content.ReadAsStringAsync();
        if (!request.RequestUri!.AbsolutePath.StartsWith("/api", StringComparison.Ordinal) || Climbs(request.RequestUri))
        {
            return;
        }

        Assert.True(answer.Content.Headers.ContentType?.MediaType == "application/problem+json", $"{what}: {status} {answer.Content.Headers.ContentType} {text}");
        var problem = JsonSerializer.Deserialize<JsonElement>(text);
        Assert.Matches("^[a-z][a-z0-9_]*$", problem.GetProperty("code").GetString());
        Assert.DoesNotContain("System.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
    }

    /// <summary>The server walks the dots before routing: what is left is no address of the API.</summary>
    private static bool Climbs(Uri address) => address.OriginalString.Contains("/%2e%2e/", StringComparison.OrdinalIgnoreCase);
}
