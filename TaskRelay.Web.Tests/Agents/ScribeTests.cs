namespace TaskRelay.Web.Tests.Agents;

public sealed class ScribeTests : IDisposable
{
    private readonly ScribeFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_script_changes_files_runs_commands_and_says_so()
    {
        var end = await _folder.RunAsync("""
            # a comment
            write docs/a b.txt <<END
            one
              two
            END
            append docs/a b.txt <<'EOF'
            three
            EOF
            replace README.md <<OLD
            world
            OLD
            <<NEW
            all
            of you
            NEW
            run echo to-out; echo to-err >&2; exit 3
            check test -f README.md
            delete docs/none
            say done
            """);

        Assert.Equal((0, ""), (end.ExitCode, end.Errors));
        Assert.Equal("one\n  two\nthree\n", _folder.Read("docs/a b.txt"));
        Assert.Equal("Hello\nall\nof you\n", _folder.Read("README.md"));
        Assert.Contains("to-out\nto-err\nexit code 3\n", end.Output, StringComparison.Ordinal);
        Assert.EndsWith("done\n::summary:: Changed README.md, docs/a b.txt.\n", end.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("say a\nfrobnicate b", 2, "scribe: line 2: there is no command \"frobnicate\".")]
    [InlineData("write a.txt <<END\nx", 2, "scribe: line 1: the text has no end: END.")]
    [InlineData("write a.txt", 2, "scribe: line 1: \"write\" needs a text: <<END.")]
    [InlineData("usage 1 2", 2, "scribe: line 1: \"usage\" needs more words.")]
    [InlineData("sleep soon", 2, "scribe: line 1: \"soon\" has no number where one is needed.")]
    [InlineData("plant daisies", 2, "scribe: line 1: there is nothing \"daisies\" to plant.")]
    [InlineData("fail it is broken", 1, "it is broken")]
    [InlineData("check exit 7\nwrite never.txt <<E\nE", 1, "The check \"exit 7\" failed with exit code 7.")]
    [InlineData("replace README.md <<A\nnot there\nA\n<<B\nB", 1, "scribe: line 1: README.md does not have the text to replace.")]
    [InlineData("delete ../x", 2, "scribe: line 1: \"../x\" leaves the working directory.")]
    [InlineData("wait-for /etc/passwd", 2, "scribe: line 1: \"/etc/passwd\" leaves the working directory.")]
    public async Task A_script_that_can_not_go_on_says_where_and_why(string script, int exitCode, string message)
    {
        var end = await _folder.RunAsync(script);
        Assert.Equal((exitCode, message + "\n"), (end.ExitCode, end.Errors));
        Assert.Equal("", _folder.Git("status", "--porcelain"));
    }

    [Fact]
    public async Task A_mistake_anywhere_keeps_the_whole_script_from_running()
    {
        Assert.Equal(2, (await _folder.RunAsync("write a.txt <<E\nx\nE\nfrobnicate")).ExitCode);
        Assert.False(_folder.Has("a.txt"));
    }

    [Fact]
    public async Task A_link_does_not_lead_out()
    {
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "out"), Path.GetTempPath());
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "gone"), "/nowhere/at/all");
        foreach (var path in new[] { "out/x.txt", "gone" })
            Assert.Equal((2, $"scribe: line 1: \"{path}\" leads out of the working directory.\n"), await _folder.RunAsync($"write {path} <<E\nx\nE") is var end ? (end.ExitCode, end.Errors) : default);
    }

    [Fact]
    public async Task It_commits_usage_and_summary_are_told_and_the_log_floods()
    {
        var end = await _folder.RunAsync("write a.txt <<E\nx\nE\ncommit Add a\ncommit Again\nusage 100 20 0.25\nflood 3 20\nsummary All good\nnothing");
        Assert.Equal("Add a\n", _folder.Git("log", "-1", "--format=%s"));
        Assert.Contains("nothing was committed", end.Output, StringComparison.Ordinal);
        Assert.Contains("::usage:: {\"inputTokens\":100,\"outputTokens\":20,\"costUsd\":0.25}\n", end.Output, StringComparison.Ordinal);
        Assert.Contains("flood 000000003 xxxx\n", end.Output, StringComparison.Ordinal);
        Assert.EndsWith("::summary:: All good\n", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_shows_what_it_sees_of_the_environment()
    {
        Environment.SetEnvironmentVariable("SCRIBE_TEST_KEY", "top-secret-value");
        var end = await _folder.RunAsync("print-env\nprint-secret SCRIBE_TEST_KEY\nprint-secret SCRIBE_TEST_KEY base64\nprint-secret SCRIBE_TEST_KEY hex\nprint-secret SCRIBE_TEST_KEY split\nprint-secret SCRIBE_NONE\nwrite-secret SCRIBE_TEST_KEY key.txt");
        foreach (var line in new[] { "SCRIBE_TEST_KEY=top-secret-value", "SCRIBE_TEST_KEY: top-secret-value", "SCRIBE_TEST_KEY: dG9wLXNlY3JldC12YWx1ZQ==", "SCRIBE_TEST_KEY: 746f702d7365637265742d76616c7565", "SCRIBE_NONE is not set" })
            Assert.Contains(line + "\n", end.Output, StringComparison.Ordinal);
        Assert.Equal("top-secret-value\n", _folder.Read("key.txt"));
    }

    [Fact]
    public async Task A_cancelled_run_ends_its_processes()
    {
        using var cancellation = new CancellationTokenSource();
        using var output = new StringWriter();
        var run = TaskRelay.Worker.Scribe.ScribeProgram.RunAsync([_folder.Path], new StringReader("```scribe\nrun echo $$ > pid; exec sleep 300\n```"), output, output, cancellation.Token);
        var deadline = TimeProvider.System.GetUtcNow().AddSeconds(20);
        while (!_folder.Has("pid") || _folder.Read("pid").Length == 0)
        {
            Assert.True(TimeProvider.System.GetUtcNow() < deadline);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        var pid = _folder.Read("pid").Trim();
        while (Directory.Exists($"/proc/{pid}") && !File.ReadAllText($"/proc/{pid}/stat").Contains(") Z ", StringComparison.Ordinal))
        {
            Assert.True(TimeProvider.System.GetUtcNow() < deadline);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
