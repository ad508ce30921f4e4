using System.Text;
using TaskRelay.Contracts;
using TaskRelay.Worker.Output;
using static TaskRelay.Web.Tests.Agents.ClaudeTranscripts;

namespace TaskRelay.Web.Tests.Agents;

public sealed class ClaudeStreamReaderTests
{
    private readonly IAgentOutputReader _reader = AgentOutputReaders.For("claude_stream_json");

    [Fact]
    public void A_run_becomes_messages_tool_calls_file_changes_and_usage()
    {
        var events = Read(Success);

        Assert.Equal(
        [
            new(WorkerStreams.Stdout, "Claude Code 2.1.330 starts with claude-sonnet-4-5"),
            new(WorkerStreams.Message, "I'll look at the test first."),
            new(WorkerStreams.Usage, """{"inputTokens":1030,"outputTokens":8,"costUsd":0}"""),
            new(WorkerStreams.ToolCall, """Bash {"command":"dotnet test","description":"Run tests"}"""),
            new(WorkerStreams.Usage, """{"inputTokens":1030,"outputTokens":40,"costUsd":0}"""),
            new(WorkerStreams.ToolResult, "Error: 1 failed"),
            new(WorkerStreams.ToolCall, """Edit {"file_path":"/home/agent/repo/src/Clock.cs","old_string":"Now","new_string":"UtcNow"}"""),
            new(WorkerStreams.FileChange, "src/Clock.cs"),
            new(WorkerStreams.Usage, """{"inputTokens":3130,"outputTokens":65,"costUsd":0}"""),
            new(WorkerStreams.ToolResult, "updated\n[image]"),
            new(WorkerStreams.Message, "Fixed: the clock is UTC now."),
            new(WorkerStreams.Usage, """{"inputTokens":3140,"outputTokens":70,"costUsd":0}"""),
            new(WorkerStreams.Usage, """{"inputTokens":3300,"outputTokens":90,"costUsd":0.0421}"""),
        ], events);
        Assert.Equal(new AgentOutcome(true, "Fixed: the clock is UTC now.", new(3300, 90, 0.0421), null), _reader.Finish(0, ""));
    }

    [Theory]
    [InlineData(401, "Invalid API key · Fix external API key", ErrorCodes.AgentFailed)]
    [InlineData(500, "API Error: 500 Internal server error", ErrorCodes.AgentFailed)]
    [InlineData(529, "API Error: 529 Overloaded", ErrorCodes.AgentFailed)]
    [InlineData(429, "API Error: Request rejected (429) · This request would exceed your organization rate limit.", ErrorCodes.AgentQuota)]
    [InlineData(400, "Credit balance is too low", ErrorCodes.AgentQuota)]
    [InlineData(0, "You've hit your session limit · resets 9am (Europe/Berlin)", ErrorCodes.AgentQuota)]
    public void A_refusing_provider_is_a_failure_whatever_the_subtype_says(int status, string text, string code)
    {
        Read(Refused(status, text));
        var outcome = _reader.Finish(1, "");
        Assert.False(outcome.Succeeded);
        Assert.Equal(code, outcome.Error!.Code);
        Assert.EndsWith(text, outcome.Error.Message, StringComparison.Ordinal);
        Assert.Equal(TaskPhases.RunningAgent, outcome.Error.Phase);
    }

    [Fact]
    public void A_told_time_is_in_the_message()
    {
        Read(Refused(0, "Claude AI usage limit reached|1755806400"));
        Assert.Equal("The provider refused for lack of quota. Claude AI usage limit reached; it resets at 2025-08-21 20:00 UTC", _reader.Finish(0, "").Error!.Message);

        var other = AgentOutputReaders.For("claude_stream_json");
        Assert.Contains("resets at 2026-07-04 14:00 UTC", Assert.Single(other.Read(Limited)).Text, StringComparison.Ordinal);
        foreach (var line in Refused(429, "boom").Split('\n')) other.Read(line);
        Assert.Equal(
            new ReportedError(
                ErrorCodes.AgentQuota,
                "The provider's usage limit is reached; it resets at 2026-07-04 14:00 UTC. boom",
                TaskPhases.RunningAgent,
                RetryAt: new DateTimeOffset(2026, 7, 4, 14, 0, 0, TimeSpan.Zero)),
            other.Finish(1, "").Error);
    }

    [Fact]
    public void Turns_used_up_have_no_result_and_are_told()
    {
        Read(Success.Split('\n')[1]);
        Read(MaxTurns);
        var outcome = _reader.Finish(1, "");
        Assert.Equal("The agent used up its 30 turns before it was done.", outcome.Error!.Message);
        Assert.Equal("I'll look at the test first.", outcome.Summary);
        Assert.Equal(1.25, outcome.Usage!.CostUsd);
    }

    [Fact]
    public void A_signal_leaves_no_result_line_and_the_usage_so_far()
    {
        Read(string.Join('\n', Success.Split('\n')[..4]) + "\n{\"type\":\"assistant\",\"mess");
        var outcome = _reader.Finish(143, "");
        Assert.False(outcome.Succeeded);
        Assert.StartsWith("The agent was ended by SIGTERM.", outcome.Error!.Message, StringComparison.Ordinal);
        Assert.Equal(new ReportedUsage(1030, 40, 0), outcome.Usage);
    }

    [Fact]
    public void Plain_text_and_unknown_or_broken_lines_are_shown_as_they_came()
    {
        foreach (var line in new[] { "npm warn deprecated", """{"type":"of_the_future","x":1}""", """{"type":"assistant"}""", """{"type":""", "{}", "[1]", """{"type":7}""" })
            Assert.Equal([new AgentEvent(WorkerStreams.Stdout, line)], _reader.Read(line));
        Assert.Empty(_reader.Read("  "));
        Assert.Equal(WorkerStreams.Stdout, _reader.Read("""{"type":"user","message":{"content":[{"type":"tool_result","content":"half \ud83d"}]}}""").Last().Stream);
        Assert.Equal("The agent ended with exit code 1. Cannot find module", _reader.Finish(1, "Cannot find module").Error!.Message);
    }

    [Fact]
    public void A_limit_that_a_successful_run_speaks_of_is_no_failure()
    {
        Read(Success);
        _reader.Read("""{"type":"rate_limit_event","rate_limit_info":{"status":"rejected","resetsAt":1783173600}}""");
        Assert.True(_reader.Finish(0, "usage limit reached").Succeeded);
    }

    [Fact]
    public void Nothing_at_all_is_judged_by_the_exit_code()
    {
        Assert.Equal(new AgentOutcome(true, null, null, null), AgentOutputReaders.For("claude_stream_json").Finish(0, ""));
        Assert.Equal("The agent ended with exit code 127.", _reader.Finish(127, "").Error!.Message);
    }

    [Theory]
    [InlineData(101)]
    [InlineData(102)]
    [InlineData(103)]
    public void No_line_makes_it_throw(int seed)
    {
        var random = new Random(seed);
        var lines = string.Join('\n', Success, Refused(429, "x|1755806400"), MaxTurns, Limited).Split('\n');
        const string Letters = "{}[]\",:\\u0d8tfn19e+-. \u001b😀";
        for (var round = 0; round < 1500; round++)
        {
            var line = new StringBuilder(lines[random.Next(lines.Length)]);
            for (var change = random.Next(4); change >= 0; change--)
            {
                var at = random.Next(line.Length + 1);
                if (random.Next(3) == 0) line.Length = at;
                else if (random.Next(2) == 0) line.Insert(at, Letters[random.Next(Letters.Length)]);
                else if (at < line.Length) line[at] = Letters[random.Next(Letters.Length)];
            }

            var error = Record.Exception(() => _reader.Read(line.ToString()).Count());
            Assert.True(error is null, $"seed {seed}, round {round}: {line}\n{error}");
        }

        Assert.Null(Record.Exception(() => _reader.Finish(random.Next(256), "x")));
    }

    private List<AgentEvent> Read(string transcript) => [.. transcript.Split('\n').SelectMany(_reader.Read)];
}
