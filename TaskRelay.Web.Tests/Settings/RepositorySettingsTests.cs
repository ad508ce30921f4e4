using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Ingest;
using TaskRelay.Web.Queue;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Auth;
using TaskRelay.Web.Tests.Postgres;
using TaskRelay.Web.Tests.TaskApi;

namespace TaskRelay.Web.Tests.Settings;

/// <summary>What administrators decide for a repository, and for accounts: who may, and what then holds for tasks. Nothing is launched here.</summary>
public abstract class RepositorySettingsTests(TestStore store) : IAsyncLifetime
{
    private const string Path = "/api/repositories/octo/hello/settings";

    private Dashboard _dashboard = null!;
    private TestBrowser _administrator = null!;
    private TestBrowser _owner = null!;
    private TestBrowser _writer = null!;

    public async ValueTask InitializeAsync()
    {
        var settings = await store.NewAsync();
        _dashboard = await Dashboard.StartAsync(
            gitHub => new Dictionary<string, string?>(settings)
            {
                ["GitHub:AppId"] = $"{gitHub.App.AppId}",
                ["GitHub:PrivateKey"] = gitHub.App.PrivateKeyPem,
                ["GitHub:WebhookSecret"] = gitHub.App.WebhookSecret,
                ["Administrators"] = "stranger",
                ["Admission:Accounts"] = "elsewhere",
            },
            null);
        _dashboard.GitHub.App.WebhookUrl = new Uri(_dashboard.Address, "api/webhooks/github");
        _administrator = await _dashboard.SignInAsync("stranger");
        _owner = await _dashboard.SignInAsync("maintainer");
        _writer = await _dashboard.SignInAsync("writer");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var browser in new[] { _administrator, _owner, _writer })
        {
            browser.Dispose();
        }

        await _dashboard.DisposeAsync();
    }

    [Fact]
    public async Task Who_writes_reads_them_and_who_administers_changes_them_never_over_another_change()
    {
        var first = await _writer.ReadAsync(Path);
        Assert.Equal((1, "octo/hello", true, false, "write"), ((int)first["version"]!, (string)first["repository"]!, (bool)first["enabled"]!, (bool)first["mayChange"]!, (string)first["commanders"]!));
        Assert.Null(first["allowedAgents"]);
        using var refused = await _writer.SendAsync(HttpMethod.Put, Path, first);
        await Problems.ExpectAsync(refused, 403, "not_repository_administrator");
        using var reader = await _dashboard.SignInAsync("reader");
        using var hidden = await reader.GetAsync(Path);
        await Problems.ExpectAsync(hidden, 404, "repository_not_installed");

        var changed = await ChangeAsync(_owner, settings =>
        {
            (settings["defaultAgent"], settings["model"], settings["baseBranch"]) = ("SCRIBE", "quill-2", " develop ");
            (settings["allowedAgents"], settings["taskTimeoutMinutes"]) = (new JsonArray("scribe", "claude-code"), 7);
        });
        Assert.Equal((2, "scribe", "develop", "maintainer"), ((int)changed["version"]!, (string)changed["defaultAgent"]!, (string)changed["baseBranch"]!, (string)changed["updatedBy"]!));
        Assert.Equal(["claude", "scribe"], changed["allowedAgents"]!.AsArray().Select(name => (string)name!));
        first["enabled"] = false;
        using var late = await _owner.SendAsync(HttpMethod.Put, Path, first);
        await Problems.ExpectAsync(late, 409, "settings_changed");

        // The administrator of this TaskRelay has no access of their own on GitHub.
        var again = await ChangeAsync(_administrator, settings => settings["maxConcurrentTasks"] = 1);
        Assert.Equal((3, 7, 1), ((int)again["version"]!, (int)again["taskTimeoutMinutes"]!, (int)again["maxConcurrentTasks"]!));
        await _owner.ExpectFieldsAsync(
            HttpMethod.Put, Path,
            Wrong(again, settings =>
            {
                (settings["defaultAgent"], settings["baseBranch"], settings["taskTimeoutMinutes"]) = ("codex", "refs/heads/x", 0);
                (settings["pauseReason"], settings["paused"], settings["model"]) = ("two\nlines", true, "--all");
            }),
            "defaultAgent", "baseBranch", "taskTimeoutMinutes", "pauseReason", "model");
        await _owner.ExpectFieldsAsync(HttpMethod.Put, Path, Wrong(again, settings => settings["commanders"] = "everybody"), "commanders");
        await _owner.ExpectFieldsAsync(HttpMethod.Put, Path, Wrong(again, settings => settings["allowedAgents"] = new JsonArray()), "allowedAgents", "defaultAgent");
        Assert.Equal(2, await _dashboard.Relay.ReadAsync(db => db.AuditEntries.CountAsync(row => row.Action == "repository_changed" && row.Target!.StartsWith("repository octo/hello"))));
    }

    [Fact]
    public async Task Tasks_get_what_the_repository_says_and_admission_obeys_it_and_the_trace_names_the_rule()
    {
        await ServeAsync(true);
        await ChangeAsync(_owner, settings =>
        {
            (settings["defaultAgent"], settings["model"], settings["baseBranch"]) = ("scribe", "quill-2", "develop");
            settings["allowedAgents"] = new JsonArray("scribe");
        });
        var silent = await CommandAsync("@taskrelay do it");
        Assert.Equal((RelayTaskStatus.Queued, "scribe", "quill-2", "develop"), (silent.Status, silent.Agent, silent.Model, silent.BaseBranch));
        Assert.NotNull(silent.AdmittedAt);
        var said = await CommandAsync("@taskrelay scribe --model=pen --base=main do it");
        Assert.Equal(("pen", "main"), (said.Model, said.BaseBranch));

        var other = await CommandAsync("@taskrelay claude do it");
        Assert.Equal((RelayTaskStatus.Rejected, "agent_disabled"), (other.Status, other.ErrorCode));
        Assert.Contains("octo/hello allows these agents: scribe", other.ErrorMessage, StringComparison.Ordinal);
        var rules = await RulesAsync(other);
        Assert.Equal("failed", rules["agent_allowed"]);
        Assert.Equal(("passed", "passed", "not_reached"), (rules["account_served"], rules["writer_settings"], rules["agent_ready"]));
        Assert.All((await RulesAsync(silent)).Values, result => Assert.Equal("passed", result));

        // Without a default the person's own holds where it is allowed, else the first that is.
        await ChangeAsync(_owner, settings => settings["defaultAgent"] = settings["model"] = null);
        Assert.Equal(("scribe", null), await AgentOfAsync("@taskrelay do it"));

        await ChangeAsync(_owner, settings => settings["commanders"] = "admin");
        var writers = await CommandAsync("@taskrelay scribe do it");
        Assert.Equal((RelayTaskStatus.Rejected, "actor_not_permitted"), (writers.Status, writers.ErrorCode));
        using var retry = await _writer.SendAsync(HttpMethod.Post, $"/api/tasks/{writers.Id}/retry", new { instructions = "something else" });
        await Problems.ExpectAsync(retry, 403, "not_repository_administrator");
        var kept = await CommandAsync("@taskrelay scribe do it", "maintainer");
        Assert.Equal(RelayTaskStatus.Queued, kept.Status);

        // What waited was judged by the new settings too.
        await JudgeAsync(silent.Id);
        Assert.Equal("actor_not_permitted", (await FindAsync(silent.Id)).ErrorCode);

        await ChangeAsync(_owner, settings => (settings["paused"], settings["pauseReason"], settings["commanders"]) = (true, "moving", "write"));
        var launcher = _dashboard.Get<TaskLauncher>();
        Assert.Null(await launcher.ClaimAsync(kept, CancellationToken.None));
        var before = (await FindAsync(kept.Id)).DeadlineAt;
        await ChangeAsync(_owner, settings => settings["paused"] = false);
        Assert.True((await FindAsync(kept.Id)).DeadlineAt > before);

        // What was admitted by other settings is judged once more.
        await ChangeAsync(_owner, settings => settings["enabled"] = false);
        Assert.Null(await launcher.ClaimAsync(kept, CancellationToken.None));
        await JudgeAsync(kept.Id);
        var off = await FindAsync(kept.Id);
        Assert.Equal((RelayTaskStatus.Rejected, "repository_not_enabled"), (off.Status, off.ErrorCode));
        Assert.Equal("failed", (await RulesAsync(off))["repository_enabled"]);
        Assert.Empty(await PolledAsync());
    }

    [Fact]
    public async Task The_help_and_a_refusal_say_what_holds_in_the_repository()
    {
        await ServeAsync(true);
        await ChangeAsync(_owner, settings => (settings["defaultAgent"], settings["baseBranch"], settings["allowedAgents"]) = ("scribe", "develop", new JsonArray("scribe")));
        const string words = "In this repository: agents `scribe`; `scribe` unless a command names another; work begins at `develop`.";
        foreach (var text in new[] { "@taskrelay help", "@taskrelay --speed=9 do it" })
        {
            var issue = _dashboard.GitHub.State.AddIssue(Dashboard.Repository, "Help", "me").Number;
            await _dashboard.GitHub.State.CommentAsync(Dashboard.Repository, issue, "writer", text);
            await _dashboard.WaitAsync(() => _dashboard.GitHub.State.Comments(Dashboard.Repository, issue).Any(comment => comment.Body.Contains(words, StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task An_account_that_is_not_served_is_served_by_one_word_and_that_can_be_taken_back()
    {
        using var forbidden = await _owner.GetAsync("/api/admin/installations");
        await Problems.ExpectAsync(forbidden, 403, "administrator_required");
        Assert.Equal((false, false, null), await ServedAsync());
        var early = await CommandAsync("@taskrelay scribe do it");
        Assert.Equal((RelayTaskStatus.Rejected, "repository_not_enabled"), (early.Status, early.ErrorCode));
        Assert.Equal("failed", (await RulesAsync(early))["account_served"]);
        Assert.Empty(await PolledAsync());

        await ServeAsync(true);
        await ServeAsync(true);
        Assert.Equal((true, false, "stranger"), await ServedAsync());
        Assert.Single(await PolledAsync());
        var task = await CommandAsync("@taskrelay scribe do it");
        Assert.NotNull(task.AdmittedAt);

        // Whoever takes the login over is another account, and not meant.
        Assert.Equal(_dashboard.GitHub.State.User("octo").Id, await _dashboard.Relay.ReadAsync(db => db.ServedAccounts.Select(row => row.AccountId).SingleAsync()));
        await ServeAsync(false);
        Assert.Equal((false, false, null), await ServedAsync());
        await JudgeAsync(task.Id);
        Assert.Equal(RelayTaskStatus.Rejected, (await FindAsync(task.Id)).Status);
        Assert.Equal(
            ["account_served", "account_not_served"],
            await _dashboard.Relay.ReadAsync(db => db.AuditEntries.Where(row => row.Action.StartsWith("account_")).OrderBy(row => row.Id).Select(row => row.Action).ToListAsync()));
        using var unknown = await _administrator.SendAsync(HttpMethod.Put, "/api/admin/installations/999999", new { served = true });
        await Problems.ExpectAsync(unknown, 404, "installation_not_found");
        using var nothing = await _administrator.SendAsync(HttpMethod.Put, "/api/admin/installations/999999", new { served = (bool?)null });
        await Problems.ExpectAsync(nothing, 400, "invalid_request");
    }

    private static async Task<JsonObject> ChangeAsync(TestBrowser browser, Action<JsonObject> change)
    {
        var settings = await browser.ReadAsync(Path);
        change(settings);
        return await browser.PutAsync(Path, settings);
    }

    private static JsonObject Wrong(JsonObject settings, Action<JsonObject> change)
    {
        var copy = settings.DeepClone().AsObject();
        change(copy);
        return copy;
    }

    private async Task<(bool Served, bool ByConfiguration, string? By)> ServedAsync()
    {
        var item = (await _administrator.GetJsonAsync("/api/admin/installations")).GetProperty("items").EnumerateArray().Single();
        return (item.GetProperty("served").GetBoolean(), item.GetProperty("byConfiguration").GetBoolean(), item.GetProperty("servedBy").GetString());
    }

    private async Task ServeAsync(bool served)
    {
        var id = _dashboard.GitHub.State.InstallationOf(Dashboard.Repository)!.Id;
        using var answer = await _administrator.SendAsync(HttpMethod.Put, $"/api/admin/installations/{id}", new { served });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>A comment's task, when admission has decided.</summary>
    private async Task<RelayTask> CommandAsync(string text, string login = "writer")
    {
        var issue = _dashboard.GitHub.State.AddIssue(Dashboard.Repository, "An issue", "Words.").Number;
        var posted = await _dashboard.GitHub.State.CommentAsync(Dashboard.Repository, issue, login, text);
        var id = await _dashboard.Relay.ReadAsync(db => db.Tasks.Where(task => task.CommentId == posted.Comment.Id).Select(task => task.Id).SingleAsync());
        await JudgeAsync(id);
        return await FindAsync(id);
    }

    private async Task<(string Agent, string? Model)> AgentOfAsync(string text)
    {
        var task = await CommandAsync(text);
        return (task.Agent, task.Model);
    }

    private async Task JudgeAsync(Guid id) => await _dashboard.Get<TaskAdmission>().AdmitAsync(await FindAsync(id), CancellationToken.None);

    private Task<RelayTask> FindAsync(Guid id) => _dashboard.Relay.ReadAsync(db => db.Tasks.AsNoTracking().SingleAsync(task => task.Id == id));

    private async Task<IReadOnlyList<EnabledRepository>> PolledAsync() =>
        await _dashboard.Get<EnabledRepositories>().ListAsync(CancellationToken.None) is GitHubAnswer<IReadOnlyList<EnabledRepository>>.Ok(var all) ? all : throw new InvalidOperationException("No list.");

    private async Task<Dictionary<string, string>> RulesAsync(RelayTask task)
    {
        var id = await _dashboard.Relay.ReadAsync(db => db.Deliveries.Where(row => row.TaskId == task.Id).Select(row => row.Id).SingleAsync());
        var detail = await _administrator.GetJsonAsync($"/api/deliveries/{id}");
        return detail.GetProperty("rules").EnumerateArray().ToDictionary(rule => rule.GetProperty("rule").GetString()!, rule => rule.GetProperty("result").GetString()!);
    }

    public sealed class OnSqlite() : RepositorySettingsTests(TestStore.Sqlite);

    public sealed class OnPostgres() : RepositorySettingsTests(TestStore.Postgres);
}
