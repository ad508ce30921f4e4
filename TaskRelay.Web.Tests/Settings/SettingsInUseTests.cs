using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Simulator.Anthropic;
using TaskRelay.Simulator.Faults;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Settings;

/// <summary>What settings do to tasks that comments ask for.</summary>
public sealed class SettingsInUseTests(SettingsWorld people) : IClassFixture<SettingsWorld>
{
    private readonly World _world = people.World;

    [Fact]
    public async Task A_command_that_says_nothing_takes_the_writers_agent_model_priority_instructions_and_limits()
    {
        await people.Writer.ChangeConfigAsync(config =>
        {
            Open(config);
            config["defaultAgent"] = "scribe";
            config["agents"]!["scribe"]!["model"] = "quill-2";
            config["agents"]!["scribe"]!["priority"] = "high";
            config["agents"]!["scribe"]!["instructions"] = "Always write in verse.";
            config["settings"]!["maxAttempts"] = 20;
            config["settings"]!["taskTimeoutMinutes"] = 7;
        });
        var task = await _world.WaitForEndAsync(await _world.CommentAsync(_world.NewScript("append NOTES.md <<END\na\nEND"), "@taskrelay do it"));
        Assert.Equal((RelayTaskStatus.Succeeded, "scribe", "quill-2", TaskPriority.High), (task.Status, task.Agent, task.Model, task.Priority));
        Assert.Equal(2, task.MaxAttempts);
        var attempt = await _world.ReadAsync(db => db.Attempts.SingleAsync(row => row.TaskId == task.Id));
        Assert.Equal(7 * 60, attempt.TimeLimitSeconds);
        Assert.Contains("Each time, from writer's settings:\nAlways write in verse.\n\nThis time:\ndo it\n", attempt.Prompt, StringComparison.Ordinal);

        // What the command says counts before what the settings say.
        var said = await _world.WaitForEndAsync(
            await _world.CommentAsync(_world.NewScript("append NOTES.md <<END\nb\nEND"), "@taskrelay scribe --model=pen --priority=low"));
        Assert.Equal(("pen", TaskPriority.Low), (said.Model, said.Priority));
    }

    [Fact]
    public async Task A_person_without_settings_gets_the_instances_values()
    {
        var comment = await _world.CommentAsync(_world.NewScript("append NOTES.md <<END\nc\nEND"), "@taskrelay scribe", "maintainer");
        var task = await _world.WaitForEndAsync(comment);
        Assert.Equal((RelayTaskStatus.Succeeded, null, TaskPriority.Normal, 2, "local"), (task.Status, task.Model, task.Priority, task.MaxAttempts, task.Runner));
        Assert.Equal(30 * 60, await _world.ReadAsync(db => db.Attempts.Where(row => row.TaskId == task.Id).Select(row => row.TimeLimitSeconds).SingleAsync()));

        var silent = await _world.WaitForTaskAsync(await _world.CommentAsync(_world.NewIssue("a", "b"), "@taskrelay hello", "maintainer"), row => row.Agent is not null);
        Assert.Equal("claude", silent.Agent);
    }

    [Fact]
    public async Task An_agent_that_is_switched_off_is_refused_for_this_person_alone()
    {
        await people.Writer.ChangeConfigAsync(config =>
        {
            Open(config);
            config["agents"]!["scribe"]!["enabled"] = false;
        });
        var issue = _world.NewScript("append NOTES.md <<END\nd\nEND");
        var task = await _world.WaitForEndAsync(await _world.CommentAsync(issue, "@taskrelay scribe"));
        Assert.Equal((RelayTaskStatus.Rejected, "agent_disabled"), (task.Status, task.ErrorCode));
        Assert.Contains("enable it in the settings", task.ErrorMessage, StringComparison.Ordinal);
        var told = await _world.WaitAsync(
            "the refusal on the issue", () => Task.FromResult(_world.StatusComments(task)), comments => comments.Any(comment => comment.Body.Contains("switched agent scribe off", StringComparison.Ordinal)));
        Assert.Single(told);
        Assert.Equal(RelayTaskStatus.Succeeded, (await _world.WaitForEndAsync(await _world.CommentAsync(issue, "@taskrelay scribe", "maintainer"))).Status);
    }

    [Fact]
    public async Task Of_selected_repositories_no_other_is_worked_on()
    {
        await people.Writer.ChangeConfigAsync(config =>
        {
            Open(config);
            config["repositories"] = new JsonObject { ["mode"] = "selected", ["selected"] = new JsonArray("octo/other") };
        });
        var issue = _world.NewScript("append NOTES.md <<END\ne\nEND");
        var task = await _world.WaitForEndAsync(await _world.CommentAsync(issue, "@taskrelay scribe"));
        Assert.Equal((RelayTaskStatus.Rejected, "repository_not_enabled"), (task.Status, task.ErrorCode));

        // GitHub's names know no case.
        await people.Writer.ChangeConfigAsync(config => config["repositories"]!["selected"] = new JsonArray("octo/other", "Octo/Hello"));
        Assert.Equal(RelayTaskStatus.Succeeded, (await _world.WaitForEndAsync(await _world.CommentAsync(issue, "@taskrelay scribe"))).Status);
    }

    [Fact]
    public async Task A_persons_own_limit_of_tasks_at_once_holds()
    {
        await people.Writer.ChangeConfigAsync(config =>
        {
            Open(config);
            config["settings"]!["maxConcurrentTasks"] = 1;
        });
        var first = await _world.CommentAsync(_world.NewScript("wait-for GO"), "@taskrelay scribe");
        var running = await _world.WaitForTaskAsync(first, task => task.ProgressPhase == "running_agent");
        var second = await _world.CommentAsync(_world.NewScript("append NOTES.md <<END\nf\nEND"), "@taskrelay scribe");
        await _world.WaitForTaskAsync(second, task => task.WaitReason?.StartsWith("Who asked has 1 task running already.", StringComparison.Ordinal) == true);
        await _world.LetGoAsync(running);
        Assert.Equal(RelayTaskStatus.Succeeded, (await _world.WaitForEndAsync(second)).Status);
    }

    [Fact]
    public async Task A_key_is_asked_about_before_anything_is_spent()
    {
        const string key = "sk-ant-canary-6Yk3Pd9Zs5Hw";
        await people.Writer.ChangeConfigAsync(Open);

        // Another test of this world may have left one.
        await people.Writer.PutAsync("/api/config/credentials", new JsonObject { ["anthropic"] = null });
        var issue = _world.NewScript("append NOTES.md <<END\ng\nEND");
        var missing = await _world.WaitForEndAsync(await _world.CommentAsync(issue, "@taskrelay thinker"));
        Assert.Equal((RelayTaskStatus.Rejected, "credentials_missing"), (missing.Status, missing.ErrorCode));

        await people.Writer.PutAsync("/api/config/credentials", new JsonObject { ["anthropic"] = key });
        var invalid = await _world.WaitForEndAsync(await _world.CommentAsync(issue, "@taskrelay thinker"));
        Assert.Equal((RelayTaskStatus.Rejected, "credentials_invalid"), (invalid.Status, invalid.ErrorCode));
        Assert.Equal("invalid", (string?)(await StatusAsync())["status"]);

        // Asked anew by hand: good now, and known to be.
        _world.GitHub.Anthropic.Set(key, AnthropicKeyState.Valid);
        await people.Writer.AskAsync("/api/config/validate/anthropic", null);
        Assert.Equal(RelayTaskStatus.Succeeded, (await _world.WaitForEndAsync(await _world.CommentAsync(issue, "@taskrelay thinker"))).Status);

        // Asked once, not for each task.
        var asked = Questions();
        Assert.Equal(RelayTaskStatus.Succeeded, (await _world.WaitForEndAsync(await _world.CommentAsync(issue, "@taskrelay thinker"))).Status);
        Assert.Equal(asked, Questions());

        // Somebody else's key is not theirs to use.
        var others = await _world.WaitForEndAsync(await _world.CommentAsync(issue, "@taskrelay thinker", "maintainer"));
        Assert.Equal("credentials_missing", others.ErrorCode);
    }

    [Fact]
    public async Task While_the_provider_can_not_be_asked_the_task_waits()
    {
        const string key = "sk-ant-canary-1Bn8Vc4Xr7Tq";
        await people.Writer.ChangeConfigAsync(Open);
        await people.Writer.PutAsync("/api/config/credentials", new JsonObject { ["anthropic"] = key });
        _world.GitHub.Anthropic.Set(key, AnthropicKeyState.Valid);
        _world.GitHub.Faults.Add(new Fault { PathPattern = "^/anthropic/v1/models$", Status = 529, Body = "{}", Times = 1 });
        var comment = await _world.CommentAsync(_world.NewScript("append NOTES.md <<END\nh\nEND"), "@taskrelay thinker");
        await _world.WaitForTaskAsync(comment, task => task.WaitReason?.Contains("could not be checked", StringComparison.Ordinal) == true);
        Assert.Equal(RelayTaskStatus.Succeeded, (await _world.WaitForEndAsync(comment)).Status);
    }

    /// <summary>Everything allowed, as tests before this one may not have left it.</summary>
    private static void Open(JsonObject config)
    {
        foreach (var (_, agent) in config["agents"]!.AsObject())
        {
            (agent!["enabled"], agent["model"], agent["instructions"], agent["priority"]) = (true, null, null, "normal");
        }

        config["defaultAgent"] = "claude";
        config["repositories"] = new JsonObject { ["mode"] = "all", ["selected"] = new JsonArray() };
        config["settings"]!["maxConcurrentTasks"] = 10;
    }

    private int Questions() => _world.GitHub.Ledger.Entries.Count(entry => entry.Path == "/anthropic/v1/models");

    private async Task<JsonNode> StatusAsync() =>
        (await people.Writer.ReadAsync("/api/config/provider-credentials")).Credential("anthropic", "ANTHROPIC_API_KEY")["validation"]!;
}
