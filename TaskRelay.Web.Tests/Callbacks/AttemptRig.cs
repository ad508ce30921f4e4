using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;
using TaskRelay.Web.Runners.Local;
using TaskRelay.Web.Security;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Auth;
using TaskRelay.Web.Tests.Postgres;
using TaskRelay.Web.Tests.TaskApi;

namespace TaskRelay.Web.Tests.Callbacks;

/// <summary>A running server and launched attempts whose worker is the test: it holds the tickets, and a process stands for it.</summary>
public sealed class AttemptRig : IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly Process _stand;

    private AttemptRig(Dashboard dashboard)
    {
        Dashboard = dashboard;
        _http = new HttpClient { BaseAddress = dashboard.Address };

        // The sweeper looks whether the worker lives, and ends it when the task is to stop.
        _stand = Process.Start("setsid", ["sleep", "900"]);
    }

    public Dashboard Dashboard { get; }

    public static async Task<AttemptRig> StartAsync(TestStore? store = null) =>
        new(await RegisteredApp.StartAsync(await (store ?? TestStore.Sqlite).NewAsync()));

    /// <summary>A task whose attempt has been launched with a ticket.</summary>
    public async Task<(RelayTask Task, string Ticket)> LaunchAsync(
        Action<RelayTask>? change = null, TimeSpan? ticketLife = null, int issue = 1, long? comment = null)
    {
        var task = await Dashboard.AddTaskAsync(status: RelayTaskStatus.Running, issue: issue, comment: comment, change: row =>
        {
            row.InstallationId = Dashboard.GitHub.State.InstallationOf(Dashboard.Repository)!.Id;
            row.Branch = RelayTask.BranchFor(row.IssueNumber, row.Id);
            change?.Invoke(row);
        });
        var ticket = SecretToken.Create("trt_");
        var now = DateTimeOffset.UtcNow;
        await Dashboard.Get<IWriteGate>().WriteAsync(
            async (scope, token) =>
            {
                scope.Db.Attempts.Add(new TaskAttempt
                {
                    TaskId = task.Id,
                    Number = task.Attempt,
                    Runner = "local",
                    Owner = Dashboard.Get<InstanceIdentity>().Node,
                    StartedAt = now,
                    LaunchDeadline = now.AddMinutes(5),
                    TicketHash = SecretToken.Hash(ticket),
                    TicketExpiresAt = now + (ticketLife ?? TimeSpan.FromMinutes(10)),
                    Handle = LocalHandle.Of(_stand.Id)!.ToString(),
                });
                await scope.Db.SaveChangesAsync(token);
            },
            CancellationToken.None);
        return (task, ticket);
    }

    /// <summary>The same, claimed.</summary>
    public async Task<(RelayTask Task, string Token)> ClaimedAsync(Action<RelayTask>? change = null, int issue = 1, long? comment = null)
    {
        var (task, ticket) = await LaunchAsync(change, issue: issue, comment: comment);
        return (task, (string)(await ClaimAsync(ticket, "w")).Body["token"]!);
    }

    public Task<(int Status, JsonObject Body)> ClaimAsync(string ticket, string worker) =>
        PostAsync("/api/worker/claim", ticket, new JsonObject { ["workerId"] = worker });

    public Task<(int Status, JsonObject Body)> CompleteAsync(string token, JsonNode report) => PostAsync("/api/callbacks/complete", token, report);

    public Task<(int Status, JsonObject Body)> PostAsync(string path, string? bearer, JsonNode body) =>
        SendAsync(HttpMethod.Post, path, bearer, JsonContent.Create(body));

    public Task<(int Status, JsonObject Body)> PostTextAsync(string path, string? bearer, string body, string type = "application/json") =>
        SendAsync(HttpMethod.Post, path, bearer, new StringContent(body, Encoding.UTF8, type));

    public Task<(int Status, JsonObject Body)> GetJobAsync(string token) => SendAsync(HttpMethod.Get, "/api/worker/job", token, null);

    /// <summary>A report as a worker sends it.</summary>
    public static JsonObject Report(RelayTask task, string status, Action<JsonObject>? change = null)
    {
        var report = new JsonObject
        {
            ["taskId"] = task.Id,
            ["attempt"] = task.Attempt,
            ["status"] = status,
            ["branch"] = null,
            ["commitSha"] = null,
            ["prUrl"] = null,
            ["summary"] = "done",
            ["usage"] = new JsonObject { ["inputTokens"] = 1, ["outputTokens"] = 2, ["costUsd"] = 0.5 },
            ["error"] = null,
        };
        change?.Invoke(report);
        return report;
    }

    public static JsonObject Error(string code = "agent_failed", string? phase = "running_agent") =>
        new() { ["code"] = code, ["message"] = "no", ["phase"] = phase };

    public static async Task ExpectAsync(Task<(int Status, JsonObject Body)> sending, int status, string code)
    {
        var (actual, body) = await sending;
        Assert.Equal((status, code), (actual, (string?)body["code"]));
    }

    /// <summary>The task as it is stored now.</summary>
    public Task<RelayTask> ReadAsync(RelayTask task) => Dashboard.Relay.ReadAsync(db => db.Tasks.SingleAsync(row => row.Id == task.Id));

    /// <summary>Changes the launch's row, as time would.</summary>
    public Task AgeAsync(RelayTask task, TimeSpan claimedBefore) => Dashboard.Get<IWriteGate>().WriteAsync(
        (scope, token) => scope.Db.Attempts.Where(row => row.TaskId == task.Id)
            .ExecuteUpdateAsync(setters => setters.SetProperty(row => row.ClaimedAt, DateTimeOffset.UtcNow - claimedBefore), token),
        CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Dashboard.DisposeAsync();
        _stand.Kill();
        _stand.Dispose();
    }

    private async Task<(int Status, JsonObject Body)> SendAsync(HttpMethod method, string path, string? bearer, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (bearer is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        }

        using var response = await _http.SendAsync(request);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        return ((int)response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonObject>())!);
    }
}
