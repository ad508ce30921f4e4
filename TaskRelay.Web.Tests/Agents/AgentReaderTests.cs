using TaskRelay.Contracts;
using TaskRelay.Worker.Output;
using static TaskRelay.Web.Tests.Agents.AgentTranscripts;

namespace TaskRelay.Web.Tests.Agents;

public sealed class AgentReaderTests
{
    private static readonly JobPrice Price = new(2, 0.5m, 10);

    [Fact]
    public void A_run_of_codex_becomes_messages_tool_calls_file_changes_and_a_cost_by_the_price()
    {
        var (events, outcome) = Run("codex_json", Codex, 0);

        Assert.Equal(
        [
            "stdout: Codex starts.",
            "stdout: Model metadata for `gpt-x` not found.",
            "stdout: Reconnecting... 1/5 (exceeded retry limit, last status: 429 Too Many Requests)",
            "message: I write NOTES.md.",
            "tool_call: shell /bin/bash -lc 'cat NOTES.md'",
            "tool_result: Error: hello\n",
            "tool_call: apply_patch",
            "tool_result: Applied.",
            "file_change: src/Clock.cs",
            "file_change: NOTES.md",
            """tool_call: docs.find {"q":"x"}""",
            """tool_result: {"content":[]}""",
            "message: All is done.",
            """usage: {"inputTokens":5500,"outputTokens":80,"costUsd":0.0097}""",
        ], events);
        // 4100 read afresh, 1400 from the cache, 80 written.
        Assert.Equal(new AgentOutcome(true, "All is done.", new(5500, 80, 0.0097), null), outcome);
    }

    [Fact]
    public void A_run_of_opencode_is_the_sum_of_its_steps_each_counted_once()
    {
        var (events, outcome) = Run("opencode_json", Opencode, 0);

        Assert.Equal(
        [
            "message: I write NOTES.md.",
            """tool_call: apply_patch {"patchText":"*** Begin Patch"}""",
            "tool_result: Success.",
            "file_change: NOTES.md",
            """usage: {"inputTokens":1500,"outputTokens":40,"costUsd":0.00205}""",
            """tool_call: write {"filePath":"/workspace/src/Clock.cs","content":"x"}""",
            "tool_result: ",
            "file_change: src/Clock.cs",
            """tool_call: bash {"command":"false"}""",
            "tool_result: Error: exit 1",
            "message: All is done.",
            """usage: {"inputTokens":3705,"outputTokens":50,"costUsd":0.0041125}""",
        ], events);
        Assert.Equal(new AgentOutcome(true, "All is done.", new(3705, 50, 0.0041125), null), outcome);
    }

    [Fact]
    public void Pieces_of_geminis_messages_are_put_together_and_its_thoughts_are_paid_for()
    {
        var (events, outcome) = Run("gemini_stream_json", Gemini, 0);

        Assert.Equal(
        [
            "stdout: Gemini CLI starts with gemini-2.5-flash",
            "message: I write NOTES.md.",
            """tool_call: write_file {"file_path":"/workspace/NOTES.md","content":"hello\n"}""",
            "file_change: /workspace/NOTES.md",
            "tool_result: ",
            """tool_call: run_shell_command {"command":"false"}""",
            "tool_result: Error: exit 1",
            "message: All is done.",
            """usage: {"inputTokens":5500,"outputTokens":100,"costUsd":0.0099}""",
        ], events);
        Assert.Equal(new AgentOutcome(true, "All is done.", new(5500, 100, 0.0099), null), outcome);
    }

    [Fact]
    public void Amp_speaks_as_Claude_Code_does_and_tells_no_tokens()
    {
        var (events, outcome) = Run("amp_stream_json", Amp, 0);

        Assert.Equal(["stdout: Amp starts with its default model", "message: I write NOTES.md.",
            """tool_call: create_file {"path":"/workspace/NOTES.md","content":"x"}""", "file_change: NOTES.md", "tool_result: ok"], events);
        Assert.Equal(new AgentOutcome(true, "All is done.", null, null), outcome);
    }

    [Theory]
    [InlineData("opencode_json", OpencodeLimited, 1, "The provider refused for lack of quota. Rate limit reached for gpt-5 (to be asked again after: 3600 s)")]
    [InlineData("opencode_json", OpencodeLimited, 0, "The provider refused for lack of quota. Rate limit reached for gpt-5 (to be asked again after: 3600 s)")]
    [InlineData("gemini_stream_json", GeminiLimited, 1, "The provider refused for lack of quota. You have exhausted your daily quota on this model. It resets after 5h12m. RESOURCE_EXHAUSTED")]
    [InlineData("codex_json", """{"type":"turn.failed","error":{"message":"You've hit your usage limit. Try again at Nov 27th, 2026 3:05 PM."}}""", 1,
        "The provider refused for lack of quota. You've hit your usage limit. Try again at Nov 27th, 2026 3:05 PM.")]
    [InlineData("codex_json", """{"type":"turn.failed","error":{"message":"exceeded retry limit, last status: 429 Too Many Requests"}}""", 1,
        "The provider refused for lack of quota. exceeded retry limit, last status: 429 Too Many Requests")]
    [InlineData("codex_json", """{"type":"turn.failed","error":{"message":"Quota exceeded. Check your plan and billing details."}}""", 1,
        "The provider refused for lack of quota. Quota exceeded. Check your plan and billing details.")]
    [InlineData("amp_stream_json", """{"type":"result","subtype":"error_during_execution","is_error":true,"error":"x","result":"Insufficient credits: usage limit reached|1755806400"}""", 1,
        "The provider refused for lack of quota. Insufficient credits: usage limit reached; it resets at 2025-08-21 20:00 UTC")]
    public void A_used_up_quota_is_told_with_the_time_that_the_agent_tells(string form, string output, int exitCode, string message)
    {
        var (_, outcome) = Run(form, output, exitCode);
        Assert.False(outcome.Succeeded);
        var told = message.Contains("resets at 2025-08-21 20:00 UTC", StringComparison.Ordinal) ? new DateTimeOffset(2025, 8, 21, 20, 0, 0, TimeSpan.Zero) : (DateTimeOffset?)null;
        Assert.Equal(new ReportedError(ErrorCodes.AgentQuota, message, TaskPhases.RunningAgent, RetryAt: told), outcome.Error);
    }

    [Theory]
    [InlineData("codex_json", CodexFailed, "The agent reported an error. We’re currently experiencing high demand, which may cause temporary errors.")]
    [InlineData("opencode_json", """{"type":"error","error":{"name":"UnknownError"}}""", "The agent reported an error. UnknownError")]
    [InlineData("gemini_stream_json", """{"type":"error","severity":"error","message":"No such model"}""", "The agent reported an error. No such model")]
    [InlineData("codex_json", "Error: not logged in", "The agent ended with exit code 1. Error: not logged in")]
    [InlineData("gemini_stream_json", "", "The agent ended with exit code 1. last words")]
    [InlineData("opencode_json", "", "The agent ended with exit code 1. last words")]
    public void Other_failures_say_what_is_known(string form, string output, string message)
    {
        var (_, outcome) = Run(form, output, 1);
        Assert.Equal(new ReportedError(ErrorCodes.AgentFailed, message, TaskPhases.RunningAgent), outcome.Error);
    }

    [Theory]
    [InlineData("codex_json", CodexFailed, Codex)]
    [InlineData("opencode_json", OpencodeLimited, Opencode)]
    [InlineData("gemini_stream_json", """{"type":"error","severity":"error","message":"try again"}""", Gemini)]
    public void An_error_that_was_overcome_is_no_failure(string form, string trouble, string success) =>
        Assert.True(Run(form, trouble + "\n" + success, 0).Outcome.Succeeded);

    [Theory]
    [InlineData("codex_json", Codex)]
    [InlineData("gemini_stream_json", Gemini)]
    public void Without_a_price_tokens_are_told_and_no_cost(string form, string output)
    {
        var reader = AgentOutputReaders.For(form);
        foreach (var line in output.Split('\n')) _ = reader.Read(line).Count();
        var usage = reader.Finish(0, "").Usage!;
        Assert.Equal((5500, 0), (usage.InputTokens, usage.CostUsd));
    }

    [Theory]
    [InlineData("codex_json", Codex, 7)]
    [InlineData("opencode_json", Opencode, 4)]
    [InlineData("gemini_stream_json", Gemini, 4)]
    public void A_signal_in_the_middle_is_told_with_what_was_said_so_far(string form, string output, int lines)
    {
        var (_, outcome) = Run(form, string.Join('\n', output.Split('\n').Take(lines)) + "\n{\"type\":\"tex", 143);
        Assert.StartsWith("The agent was ended by SIGTERM.", outcome.Error!.Message, StringComparison.Ordinal);
        Assert.Equal("I write NOTES.md.", outcome.Summary);
    }

    private static (List<string> Events, AgentOutcome Outcome) Run(string form, string output, int exitCode)
    {
        var reader = AgentOutputReaders.For(form, Price);
        var events = output.Split('\n').SelectMany(reader.Read).Select(step => $"{step.Stream}: {step.Text}").ToList();
        return (events, reader.Finish(exitCode, "last words"));
    }
}
