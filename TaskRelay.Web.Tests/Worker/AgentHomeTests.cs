using TaskRelay.Contracts;

namespace TaskRelay.Web.Tests.Worker;

public sealed class AgentHomeTests
{
    private static readonly Dictionary<string, string> Files = new()
    {
        ["README.md"] = "# Tools\n",
        ["agent.json"] = "{ \"orders\": true }\n",
        [".agent/plugin/start.js"] = "run()\n",
        ["src/agent.json"] = "{}\n",
    };

    [Fact]
    public async Task An_agent_finds_its_settings_in_its_home_as_its_own_and_none_in_its_clone()
    {
        await using var rig = await WorkerRig.StartAsync(
            "cat ~/.config/tool/tool.json > found.txt; stat -c '%u %a' ~/.config ~/.config/tool ~/.config/tool/tool.json >> found.txt; git config user.name >> found.txt",
            With(new JobFile(".config/tool/tool.json", "{\"at\":\"{workspace}\"}\n")));

        var report = await rig.RunAsync();

        Assert.True(report.Status == "succeeded", rig.Server.Log + report);
        Assert.Equal(
            "{\"at\":\"/workspace\"}\n1000 755\n1000 755\n1000 644\ntaskrelay[bot]\n",
            rig.GitHub.State.ReadFile(WorkerRig.Repository, WorkerRig.Branch, "found.txt"));
        Assert.Contains("1 file changed", Assert.Single(rig.PullRequests).Body);
    }

    [Theory]
    [InlineData("../escaped")]
    [InlineData("a/../../escaped")]
    [InlineData("/etc/escaped")]
    [InlineData("")]
    public async Task A_file_that_would_not_stand_in_the_home_is_not_written(string path)
    {
        await using var rig = await WorkerRig.StartAsync("true", With(new JobFile(path, "x")));

        var report = await rig.RunAsync();

        Assert.Equal(ErrorCodes.Internal, report.Error?.Code);
        Assert.Empty(Directory.EnumerateFiles(rig.WorkFolder, "escaped", SearchOption.AllDirectories));
    }

    [Theory]
    // Nothing of it is seen, and git has nothing to say about that.
    [InlineData("ls -a > seen.txt; git status --short | grep -v seen.txt >> seen.txt; cat src/agent.json >> seen.txt")]
    // The agent commits all that it sees.
    [InlineData("ls -a > seen.txt; git add -A; git commit -qam all")]
    // It puts something of its own there.
    [InlineData("ls -a > seen.txt; echo other > agent.json; mkdir .agent; echo other > .agent/more; git add -A")]
    // It gets it out of the history and breaks it.
    [InlineData("ls -a > seen.txt; git update-index --no-skip-worktree agent.json; git checkout -q HEAD -- agent.json; echo broken > agent.json; git commit -qam broken")]
    // It throws the history away.
    [InlineData("ls -a > seen.txt; rm -rf .git; git init -q; git add -A; git commit -qm new")]
    public async Task What_is_set_aside_is_not_seen_and_not_changed(string script)
    {
        await using var rig = await WorkerRig.StartAsync(script, job => job with { Agent = job.Agent with { SetAside = ["agent.json", ".agent", "absent.json"] } }, Files);

        var report = await rig.RunAsync();

        Assert.True(report.Status == "succeeded", rig.Server.Log + report);
        var seen = rig.GitHub.State.ReadFile(WorkerRig.Repository, WorkerRig.Branch, "seen.txt")!;
        Assert.DoesNotContain("\nagent.json", seen);
        Assert.DoesNotContain("\n.agent", seen);
        foreach (var (path, content) in Files)
        {
            Assert.Equal(content, rig.GitHub.State.ReadFile(WorkerRig.Repository, WorkerRig.Branch, path));
        }

        Assert.Null(rig.GitHub.State.ReadFile(WorkerRig.Repository, WorkerRig.Branch, ".agent/more"));
        Assert.Contains("1 file changed", Assert.Single(rig.PullRequests).Body);
        Assert.Contains(rig.Server.Events, e => e.Text.EndsWith(": agent.json, .agent", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_agent_that_looks_everywhere_finds_its_one_key_and_no_other_secret()
    {
        // Its environment, that of every process which it can see, its home, and every file that it can read outside the system.
        await using var rig = await WorkerRig.StartAsync("""
            { env; cat /proc/[0-9]*/environ /proc/[0-9]*/cmdline /proc/self/mountinfo | tr '\0' '\n'
              find "$HOME" /tmp /etc /repo.git /run /var /srv /opt -type f -size -200k -exec cat {} + ; } > all.txt 2>/dev/null
            grep -c AGENT_KEY= all.txt > counted.txt; env | cut -d= -f1 | sort > names.txt; ls -A / > top.txt; ls /proc | grep -c '^[0-9]' > processes.txt
            grep -a -v -e AGENT_KEY -e sk-agent all.txt > kept.txt; rm all.txt; true
            """);

        var report = await rig.RunAsync(change: start =>
        {
            start.Environment["GitHub__WebhookSecret"] = "the-servers-own-secret";
            start.Environment["AWS_SECRET_ACCESS_KEY"] = "the-servers-own-secret";
        });

        Assert.True(report.Status == "succeeded", rig.Server.Log + report);
        string File(string name) => rig.GitHub.State.ReadFile(WorkerRig.Repository, WorkerRig.Branch, name) ?? "";
        Assert.Equal(
            ["AGENT_KEY", "CI", "GIT_TERMINAL_PROMPT", "HOME", "LANG", "OLDPWD", "PATH", "PWD", "SHLVL", "TASKRELAY_MARKER", "TERM", "_"],
            File("names.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries).Append("OLDPWD").Append("SHLVL").Append("_").Distinct().Order(StringComparer.Ordinal));
        Assert.True(int.Parse(File("counted.txt")) > 0, "It did not find its own key, so it can't have looked.");
        Assert.Contains("taskrelay[bot]", File("kept.txt"));
        foreach (var secret in (string[])[rig.Token, ProtocolServer.AttemptToken, ProtocolServer.Ticket, "the-servers-own-secret", rig.Server.Url])
        {
            Assert.DoesNotContain(secret, File("kept.txt"));
        }

        Assert.DoesNotContain("root\n", File("top.txt"));
        Assert.InRange(int.Parse(File("processes.txt")), 1, 20);
    }

    private static Func<WorkerJob, WorkerJob> With(JobFile file) => job => job with { Agent = job.Agent with { HomeFiles = [file] } };
}
