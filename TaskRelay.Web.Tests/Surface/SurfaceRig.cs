using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Data;
using TaskRelay.Web.Notifications.Outgoing;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Auth;
using TaskRelay.Web.Webhooks;

namespace TaskRelay.Web.Tests.Surface;

/// <summary>One app and one GitHub for the whole matrix, with a caller of every kind.</summary>
public sealed class SurfaceRig : IAsyncLifetime
{
    private readonly Dictionary<string, string> _tokens = [];

    public Dashboard Dashboard { get; private set; } = null!;

    public Uri Address => Dashboard.Address;

    /// <summary>Owns what the matrix asks for, and may push to its repository.</summary>
    public TestBrowser Owner { get; private set; } = null!;

    /// <summary>Signed in, and may push to nothing.</summary>
    public TestBrowser Stranger { get; private set; } = null!;

    /// <summary>Owns a task in a repository that they have lost.</summary>
    public TestBrowser Former { get; private set; } = null!;

    public TestBrowser Administrator { get; private set; } = null!;

    /// <summary>A session that ended by time.</summary>
    public TestBrowser Expired { get; private set; } = null!;

    /// <summary>A session's cookie with one letter changed.</summary>
    public TestBrowser Tampered { get; private set; } = null!;

    public TestBrowser Nobody { get; private set; } = null!;

    public IReadOnlyList<RouteEndpoint> Endpoints =>
        [.. Dashboard.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    /// <summary>A worker's attempt that is under way, with the credentials that open it.</summary>
    public OpenAttempt Attempt { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var settings = new Dictionary<string, string?>
        {
            ["RateLimits:PerUserPerMinute"] = "0",
            ["RateLimits:PerAddressPerMinute"] = "0",
            ["GitHub:AppSlug"] = "taskrelay",
        };
        Dashboard = await Dashboard.StartAsync(settings, withApp: true);
        var gitHub = Dashboard.GitHub.State;
        gitHub.AddUser("former");
        gitHub.AddUser("passing");
        Expired = await Dashboard.SignInAsync("passing");
        await ExpireAsync(gitHub.User("passing").Id);
        Owner = await Dashboard.SignInAsync("writer");
        Stranger = await Dashboard.SignInAsync("stranger");
        Former = await Dashboard.SignInAsync("former");
        Administrator = await Dashboard.SignInAsync("maintainer");
        Attempt = await OpenAttempt.AddAsync(Dashboard);
        Nobody = new TestBrowser(Address);
        Tampered = new TestBrowser(Address);
        var cookie = Owner.Cookies["taskrelay"];
        var at = cookie.Length / 2;
        Tampered.Cookies["taskrelay"] = cookie[..at] + (cookie[at] == 'A' ? 'B' : 'A') + cookie[(at + 1)..];
    }

    /// <summary>The id of a new thing of that kind; tasks have ended, so that their streams end too.</summary>
    public async Task<string> NewIdAsync(SurfaceRow row, string owner = "writer")
    {
        if (!row.HasId)
        {
            return "";
        }

        if (row.Pattern.Contains("/tokens", StringComparison.Ordinal))
        {
            using var browser = await Dashboard.SignInAsync(owner);
            using var answer = await browser.SendAsync(HttpMethod.Post, "/api/tokens", new { name = "a token", scopes = new[] { "tasks:read" }, expiresAt = (string?)null });
            return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        }

        if (row.Pattern.Contains("/notifications", StringComparison.Ordinal))
        {
            return await NewWebhookAsync(owner, row.Pattern.Contains("/redeliver", StringComparison.Ordinal));
        }

        return row.Pattern.Contains("/deliveries", StringComparison.Ordinal)
            ? await NewDeliveryAsync()
            : $"{(await Dashboard.AddTaskAsync(owner, RelayTaskStatus.Stopped)).Id}";
    }

    /// <summary>An API token of a person's; each kind is made once.</summary>
    public async Task<string> TokenAsync(string login, params string[] scopes)
    {
        if (_tokens.TryGetValue($"{login} {string.Join(' ', scopes)}", out var known))
        {
            return known;
        }

        using var browser = await Dashboard.SignInAsync(login);
        using var answer = await browser.SendAsync(HttpMethod.Post, "/api/tokens", new { name = "a token", scopes, expiresAt = (string?)null });
        return _tokens[$"{login} {string.Join(' ', scopes)}"] = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
    }

    /// <summary>The row's request, as that browser sends it.</summary>
    public static async Task<HttpResponseMessage> SendAsync(TestBrowser browser, SurfaceRow row, string id, params (string Name, string Value)[] headers) =>
        await SendAsync(browser, row.Method, row.Path(id), row.Body, headers);

    public static async Task<HttpResponseMessage> SendAsync(TestBrowser browser, string method, string path, string? body, params (string Name, string Value)[] headers) =>
        await browser.SendAsync(new HttpMethod(method == "ANY" ? "GET" : method), path, body is null ? null : JsonSerializer.Deserialize<JsonElement>(body), headers);

    /// <summary>What a refusal says, without what differs from one request to the next.</summary>
    public static async Task<string> SayingAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        var headers = string.Join('\n', answer.Headers.Concat(answer.Content.Headers)
            .Where(header => header.Key is not ("Date" or "Content-Length"))
            .OrderBy(header => header.Key, StringComparer.Ordinal)
            .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}"));
        return System.Text.RegularExpressions.Regex.Replace($"{(int)answer.StatusCode}\n{headers}\n{text}", "\"traceId\":\"[^\"]*\"", "\"traceId\":\"\"");
    }

    // The loops write here by themselves: of tasks that wait, and of what they have read at GitHub.
    private static readonly string[] NotesOfLoops = ["outbox", "ingest_marks", "webhook_attempts"];

    /// <summary>
    /// How many rows every table has, but the audit log's and those of the loops: what a request causes has a row elsewhere too.
    /// </summary>
    public Task<string> CountRowsAsync() => Dashboard.Relay.ReadAsync(async db =>
    {
        var counts = new StringBuilder();
        await db.Database.OpenConnectionAsync();
        foreach (var table in db.Model.GetEntityTypes().Select(type => type.GetTableName()!).Distinct().Where(name => !name.Contains("audit", StringComparison.Ordinal) && !NotesOfLoops.Contains(name)).Order(StringComparer.Ordinal))
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT COUNT(*) FROM \"{table}\"";
            counts.Append(table).Append(": ").Append(await command.ExecuteScalarAsync()).AppendLine();
        }

        return counts.ToString();
    });

    public async ValueTask DisposeAsync()
    {
        foreach (var browser in new[] { Owner, Stranger, Former, Administrator, Expired, Tampered, Nobody })
        {
            browser.Dispose();
        }

        await Dashboard.DisposeAsync();
    }

    private Task ExpireAsync(long user) => Dashboard.Get<IWriteGate>().WriteAsync(
        (scope, token) => scope.Db.Sessions.Where(session => session.UserId == user)
            .ExecuteUpdateAsync(setters => setters.SetProperty(session => session.ExpiresAt, DateTimeOffset.UnixEpoch), token),
        CancellationToken.None);

    /// <summary>An endpoint, or a delivery of it. Made in the store: a person may have ten, and the matrix wants more.</summary>
    private async Task<string> NewWebhookAsync(string owner, bool isDelivery)
    {
        var (id, now) = (Guid.CreateVersion7(), DateTimeOffset.UtcNow);
        var delivery = Guid.CreateVersion7();
        await Dashboard.Get<IWriteGate>().WriteAsync(
            async (scope, token) =>
            {
                scope.Db.WebhookEndpoints.Add(new WebhookEndpoint
                {
                    Id = id,
                    UserId = Dashboard.GitHub.State.User(owner).Id,
                    Name = "n",
                    Url = "https://hooks.invalid/x",
                    Events = OutgoingEvents.Failed,
                    Enabled = true,
                    Version = 1,
                    Sealed = Dashboard.Get<WebhookSecrets>().Seal(id, WebhookSigner.NewSecret()),
                    CreatedAt = now,
                });
                scope.Db.WebhookDeliveries.Add(new WebhookDelivery
                {
                    Id = delivery,
                    EndpointId = id,
                    Event = OutgoingEvents.Test,
                    Body = "{}",
                    CreatedAt = now,
                    State = WebhookDeliveryState.Delivered,
                    DueAt = now,
                });
                await scope.Db.SaveChangesAsync(token);
            },
            CancellationToken.None);
        return $"{(isDelivery ? delivery : id)}";
    }

    private async Task<string> NewDeliveryAsync()
    {
        var id = Guid.NewGuid();
        await Dashboard.Get<IWriteGate>().WriteAsync(
            async (scope, token) =>
            {
                scope.Db.Deliveries.Add(new Delivery { Id = id, Event = "issue_comment", ReceivedAt = DateTimeOffset.UtcNow, Outcome = DeliveryOutcome.Ignored, Reason = "no_command" });
                await scope.Db.SaveChangesAsync(token);
            },
            CancellationToken.None);
        return $"{id}";
    }
}
