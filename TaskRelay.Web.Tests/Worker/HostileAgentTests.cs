using System.Text;
using TaskRelay.Contracts;

namespace TaskRelay.Web.Tests.Worker;

public sealed class HostileAgentTests
{
    /// <summary>Every planted program writes what it could see, into the clone and, where it ran outside, to the machine.</summary>
    private static string Plant(string canary) => $$"""
        cat > /tmp/spy.sh <<'EOF'
        #!/bin/sh
        { echo "ran as $(id -u) for $0 $*"; env; tr '\0' '\n' < /proc/$PPID/environ; } | grep -v ^AGENT_KEY >> /workspace/spied.txt 2>/dev/null
        touch {{canary}} 2>/dev/null
        cat
        EOF
        chmod +x /tmp/spy.sh; cp /tmp/spy.sh "$HOME/spy.sh"
        S="$HOME/spy.sh"
        git config core.fsmonitor "$S"
        git config filter.spy.clean "$S"
        git config filter.spy.smudge "$S"
        git config credential.helper "!$S"
        git config url.http://127.0.0.1:9/.insteadOf "http"
        git config http.proxy http://127.0.0.1:9
        git config core.sshCommand "$S"
        git config core.hooksPath "$PWD/.git/myhooks"
        git config commit.gpgSign true
        git config gpg.program "$S"
        git config diff.external "$S"
        git config --global core.fsmonitor "$S"
        git config --global credential.helper "!$S"
        mkdir -p .git/myhooks .git/hooks
        for h in pre-commit commit-msg post-commit pre-push post-checkout reference-transaction post-index-change; do
          cp "$S" .git/hooks/$h; cp "$S" .git/myhooks/$h
        done
        echo '*.md filter=spy diff=spy' > .gitattributes
        git -c core.fsmonitor=false init -q nested && (cd nested && git config core.fsmonitor "$S" && echo inner > inner.txt)
        git init -q linked && (cd linked && echo deep > deep.txt && git -c core.fsmonitor=false -c core.hooksPath=/dev/null -c commit.gpgSign=false add -A && git -c core.fsmonitor=false -c core.hooksPath=/dev/null -c commit.gpgSign=false commit -qm x)
        git -c core.fsmonitor=false add linked 2>/dev/null
        echo more >> README.md
        echo done
        """;

    [Fact]
    public async Task What_the_agent_planted_in_git_never_runs_outside_the_cage_and_never_sees_a_token()
    {
        var canary = Path.Combine(Path.GetTempPath(), $"canary-{Guid.NewGuid():N}");
        await using var rig = await WorkerRig.StartAsync(Plant(canary));

        var report = await rig.RunAsync();

        Assert.True(report.Status == "succeeded", rig.Server.Log + report);
        Assert.False(File.Exists(canary), "Something planted ran outside the cage.");
        var state = rig.GitHub.State;
        Assert.Contains("more", state.ReadFile(WorkerRig.Repository, WorkerRig.Branch, "README.md"));
        Assert.Equal("inner\n", state.ReadFile(WorkerRig.Repository, WorkerRig.Branch, "nested/inner.txt"));
        Assert.Equal("deep\n", state.ReadFile(WorkerRig.Repository, WorkerRig.Branch, "linked/deep.txt"));
        // The filter did run, within, while the work was staged: this is what it saw.
        var spied = state.ReadFile(WorkerRig.Repository, WorkerRig.Branch, "spied.txt") ?? "";
        Assert.Contains("ran as 1000", spied);
        foreach (var secret in (string[])[rig.Token, ProtocolServer.AttemptToken, ProtocolServer.Ticket])
            Assert.DoesNotContain(secret, spied);
        Assert.DoesNotContain("TASKRELAY_URL", spied);
    }

    [Fact]
    public async Task The_cage_shows_the_workspace_and_little_else()
    {
        await using var rig = await WorkerRig.StartAsync("""
            { id -u; ls -A / /home /tmp; env | sed s/sk-agent.*/HERE/ | sort; tr '\0' '\n' < /proc/1/environ | grep -v ^AGENT_KEY; ls /root /var /etc/shadow /work; } > seen.txt 2>&1
            for f in /repo.git/config /etc/x /usr/x /x; do (echo bad >> $f) 2>/dev/null && echo "WROTE $f" >> seen.txt; done
            (exec 3<>/dev/tcp/127.0.0.1/80) 2>/dev/null; grep -c . /proc/net/dev >> seen.txt
            """);

        var report = await rig.RunAsync();

        Assert.True(report.Status == "succeeded", rig.Server.Log + report);
        var seen = rig.GitHub.State.ReadFile(WorkerRig.Repository, WorkerRig.Branch, "seen.txt")!;
        Assert.StartsWith("1000\n", seen);
        Assert.DoesNotContain("WROTE", seen);
        Assert.Contains("AGENT_KEY=HERE", seen);
        Assert.DoesNotContain("TASKRELAY_WORKDIR", seen);
        Assert.Contains("ls: cannot access '/root'", seen);
        Assert.Contains("ls: cannot access '/var'", seen);
        Assert.Contains("ls: cannot access '/etc/shadow'", seen);
    }

    [Fact]
    public async Task A_printed_secret_is_published_nowhere_however_it_is_written()
    {
        var key = WorkerRig.AgentKey;
        var base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes($"x{key}yy"));
        await using var rig = await WorkerRig.StartAsync($"""
            echo "my key is $AGENT_KEY"; echo {base64}; echo "raw on stderr $AGENT_KEY" >&2
            printf '%s' "${'{'}AGENT_KEY%????????????{'}'}"; sleep 0.3; printf '%s\n' "{key[^12..]}"
            echo ok >> README.md; echo "Summary with $AGENT_KEY"
            """);

        var report = await rig.RunAsync();

        Assert.True(report.Status == "succeeded", rig.Server.Log + report);
        var published = await rig.PublishedAsync();
        Assert.Contains("my key is", published);
        Assert.DoesNotContain(key, published);
        Assert.DoesNotContain(base64[4..^4], published);
        Assert.DoesNotContain(key[^12..], published);
    }

    [Theory]
    [InlineData("echo \"$AGENT_KEY\" > config.txt")]
    [InlineData("printf '%s' \"$AGENT_KEY\" | base64 -w0 > config.bin")]
    [InlineData("echo $AGENT_KEY > a.txt; git add -A; git commit -qm one; git rm -q a.txt; echo x > b.txt; git add -A; git commit -qm two")]
    [InlineData("echo x > b.txt; git add -A; git commit -qm \"key $AGENT_KEY\"")]
    [InlineData("echo x > \"$AGENT_KEY.txt\"")]
    public async Task A_secret_in_the_changes_is_never_pushed(string script)
    {
        await using var rig = await WorkerRig.StartAsync(script);

        var report = await rig.RunAsync();

        Assert.Equal((ErrorCodes.SecretInChanges, TaskPhases.Pushing), (report.Error?.Code, report.Error?.Phase));
        Assert.DoesNotContain(WorkerRig.Branch, rig.GitHub.State.Branches(WorkerRig.Repository).Keys);
        Assert.Empty(rig.PullRequests);
        Assert.DoesNotContain(WorkerRig.AgentKey, await rig.PublishedAsync());
    }

    [Fact]
    public async Task A_workflow_file_is_refused_by_name_and_the_work_kept_as_a_patch()
    {
        await using var rig = await WorkerRig.StartAsync("mkdir -p .github/workflows; echo 'on: push' > .github/workflows/ci.yml");

        var report = await rig.RunAsync();

        Assert.Equal(("failed", ErrorCodes.PushRefused), (report.Status, report.Error?.Code));
        Assert.Contains(".github/workflows/ci.yml", report.Error!.Message);
        Assert.Contains("work.patch", report.Summary);
        Assert.Contains("on: push", await File.ReadAllTextAsync(Path.Combine(rig.WorkFolder, "work.patch")));
        Assert.DoesNotContain(rig.WorkFolder, report.ToString());
    }

    [Theory]
    [InlineData("rm -rf .git; echo new > new.txt")]
    [InlineData("rm -rf .git; git init -q; echo new > new.txt; git add -A; git -c user.name=a -c user.email=a@b commit -qm all")]
    [InlineData("echo new > new.txt; git checkout -q --orphan other; git add -A; git commit -qm all")]
    [InlineData("echo new > new.txt; git add -A; git commit -qm x; git checkout -q --detach; touch .git/index.lock")]
    public async Task A_thrown_away_history_does_not_lose_the_files(string script)
    {
        await using var rig = await WorkerRig.StartAsync(script);

        var report = await rig.RunAsync();

        Assert.True(report.Status == "succeeded", rig.Server.Log + report);
        Assert.Equal("new\n", rig.GitHub.State.ReadFile(WorkerRig.Repository, WorkerRig.Branch, "new.txt"));
        Assert.Contains("1 commit, 1 file changed", Assert.Single(rig.PullRequests).Body);
    }

    [Fact]
    public async Task A_declared_submodule_stays_a_submodule()
    {
        await using var rig = await WorkerRig.StartAsync("""
            printf '[submodule "s"]\n\tpath = sub\n\turl = https://github.com/octo/sub\n' > .gitmodules
            mkdir sub; git add .gitmodules; git update-index --add --cacheinfo 160000,$(git rev-parse HEAD),sub
            """);

        var report = await rig.RunAsync();

        Assert.True(report.Status == "succeeded", rig.Server.Log + report);
        Assert.Contains("2 files changed", Assert.Single(rig.PullRequests).Body);
    }

    [Fact]
    public async Task An_agent_without_a_repository_does_not_find_the_one_that_the_work_folder_stands_in()
    {
        await using var rig = await WorkerRig.StartAsync(
            "mv .git ../away; git rev-parse --show-toplevel > where.txt 2>&1; mv ../away .git",
            job => job with { Sandbox = "none" });
        using (var outer = System.Diagnostics.Process.Start("git", ["init", "--quiet", rig.WorkFolder]))
            await outer.WaitForExitAsync();

        var report = await rig.RunAsync();

        Assert.True(report.Status == "succeeded", rig.Server.Log + report);
        Assert.Contains("not a git repository", rig.GitHub.State.ReadFile(WorkerRig.Repository, WorkerRig.Branch, "where.txt"));
    }
}
