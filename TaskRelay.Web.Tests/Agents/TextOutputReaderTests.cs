using TaskRelay.Contracts;
using TaskRelay.Worker.Output;

namespace TaskRelay.Web.Tests.Agents;

public sealed class TextOutputReaderTests
{
    private readonly IAgentOutputReader _reader = AgentOutputReaders.For("text");

    [Fact]
    public void Lines_are_shown_and_the_last_ones_are_the_summary()
    {
        Assert.Equal([new AgentEvent(WorkerStreams.Stdout, "one")], _reader.Read("one"));
        foreach (var line in new[] { "", "two", "   ", "three  ", "" }) _reader.Read(line);
        Assert.Equal(new AgentOutcome(true, "one\ntwo\nthree", null, null), _reader.Finish(0, "noise"));
    }

    [Fact]
    public void A_summary_line_wins_and_usage_lines_are_counted()
    {
        Assert.Equal([new AgentEvent(WorkerStreams.Usage, """{"inputTokens":12,"outputTokens":3,"costUsd":0.5}""")],
            _reader.Read("""::usage:: {"inputTokens":12,"outputTokens":3,"costUsd":0.5}"""));
        Assert.Equal(WorkerStreams.Stdout, Assert.Single(_reader.Read("::usage:: {\"inputTokens\":-1,")).Stream);
        Assert.Equal([new AgentEvent(WorkerStreams.Message, "Made it faster.")], _reader.Read("::summary:: Made it faster."));
        _reader.Read("bye");
        Assert.Equal(new AgentOutcome(true, "Made it faster.", new(12, 3, 0.5), null), _reader.Finish(0, ""));
    }

    [Fact]
    public void A_failure_says_how_it_ended_and_what_was_last_said()
    {
        _reader.Read("working");
        Assert.Equal("The agent ended with exit code 3. no such file", _reader.Finish(3, "no such file\n").Error!.Message);
        Assert.Equal(new ReportedError(ErrorCodes.AgentFailed, "The agent was ended by SIGSEGV. working", TaskPhases.RunningAgent), _reader.Finish(139, " ").Error);
        Assert.False(_reader.Finish(1, "").Succeeded);
    }

    [Fact]
    public void Long_output_is_bounded()
    {
        Assert.Equal(16_384, Assert.Single(_reader.Read(new string('x', 100_000))).Text.Length);
        for (var i = 0; i < 100; i++) _reader.Read(new string('y', 500) + "😀");
        Assert.InRange(_reader.Finish(0, "").Summary!.Length, 1, 2000);
        Assert.InRange(_reader.Finish(1, new string('z', 10_000) + "the reason").Error!.Message.Length, 1, 2000);
        Assert.EndsWith("the reason", _reader.Finish(1, new string('z', 10_000) + "the reason").Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_form_is_read_as_text() =>
        Assert.Equal(WorkerStreams.Stdout, Assert.Single(AgentOutputReaders.For("of the future").Read("{}")).Stream);
}
