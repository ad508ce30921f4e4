using TaskRelay.Contracts;
using TaskRelay.Web.Components.Parts;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tasks.Queries;
using static TaskRelay.Web.Tests.Components.PartsTests;

namespace TaskRelay.Web.Tests.Components;

/// <summary>What becomes of a log's lines on their way to the page.</summary>
public sealed class LogTests
{
    [Theory]
    [InlineData("plain\ttext\nof two lines", "plain\ttext\nof two lines")]
    [InlineData("\u001b[1;32mgreen\u001b[0m and \u001b[38;5;208morange\u001b[m", "green and orange")]
    [InlineData("\u001b]0;a new title\u0007text", "text")]
    [InlineData("\u001b]8;;https://evil.example\u001b\\click\u001b]8;;\u001b\\", "click")]
    [InlineData("\u001bPdevice control\u001b\\text", "text")]
    [InlineData("\u001b]52;c;c3RlYWw=", "")]
    [InlineData("up\u001b[2A\u001b[2Kover", "upover")]
    [InlineData("\u009b31mC1\u009b0m", "C1")]
    [InlineData("10%\r50%\r100%", "100%")]
    [InlineData("windows\r\nlines\r\n", "windows\nlines\n")]
    [InlineData("bell\u0007, null\0, backspace\b", "bell, null, backspace")]
    [InlineData("admin\u202etxt.exe\u2066", "admintxt.exe")]
    [InlineData("\u001b", "")]
    [InlineData("\u001b[", "")]
    [InlineData("emoji 👍 and ümlaut stay", "emoji 👍 and ümlaut stay")]
    public void Terminal_commands_are_taken_out(string text, string expected) => Assert.Equal(expected, SafeText.Of(text));

    [Fact]
    public void A_hostile_megabyte_is_read_in_no_time()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        foreach (var seed in new[] { "\u001b[", "\u001b]", "\u001b]0;", "\r", "\u009b;" })
        {
            SafeText.Of(string.Concat(Enumerable.Repeat(seed, 300_000)));
        }

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
    }

    [Theory]
    [InlineData("""Bash {"command":"npm test","description":"Run"}""", "Bash", "npm test", true)]
    [InlineData("""Read {"file_path":"src/a.cs"}""", "Read", "src/a.cs", true)]
    [InlineData("""Odd {"x":1}""", "Odd", """{"x":1}""", true)]
    [InlineData("""Bash {"command":"cut""", "Bash", """{"command":"cut""", false)]
    [InlineData("Stop", "Stop", "", false)]
    public void A_tool_call_is_told_by_what_says_most(string text, string tool, string head, bool folds)
    {
        var entry = LogEntry.Of(Line(1, TaskEventKind.Log, WorkerStreams.ToolCall, text))!;
        Assert.Equal((tool, head, folds), (entry.Label, entry.Head, entry.Body is not null));
    }

    [Fact]
    public void A_long_result_is_folded_under_its_first_line()
    {
        var entry = LogEntry.Of(Line(1, TaskEventKind.Log, WorkerStreams.ToolResult, "first\nsecond\nthird"))!;
        Assert.Equal(("first", "3 lines"), (entry.Head, entry.Label));
        Assert.Equal("first\nsecond\nthird", entry.Body);
        Assert.Null(LogEntry.Of(Line(1, TaskEventKind.Log, WorkerStreams.ToolResult, "ok"))!.Body);
    }

    [Fact]
    public void Usage_is_counted_and_not_shown() => Assert.Null(LogEntry.Of(Line(1, TaskEventKind.Log, WorkerStreams.Usage, "{}")));

    [Fact]
    public void A_window_holds_the_newest_lines_and_jumps_when_far_behind()
    {
        var window = new LogWindow();
        Assert.Equal(0, window.ReadFrom(3));
        window.Append(Lines(1, 3));
        Assert.False(window.HasEarlier);

        Assert.Equal(10_000 - LogWindow.Step, window.ReadFrom(10_000));
        window.Append(Lines(10_000 - LogWindow.Step + 1, LogWindow.Step));
        Assert.Equal(LogWindow.Step, window.Entries.Count);
        Assert.True(window.HasEarlier);

        window.Append(Lines(10_001, 7));
        Assert.Equal(LogWindow.Step, window.Entries.Count);
        Assert.Equal(10_007, window.Entries[^1].Seq);
        Assert.Equal(10_007 - LogWindow.Step + 1, window.FirstSeq);
    }

    [Fact]
    public void Going_back_adds_earlier_lines_up_to_a_bound()
    {
        var window = new LogWindow();
        window.ReadFrom(10_000);
        window.Append(Lines(9_501, 500));
        while (!window.IsFull)
        {
            window.Prepend(Lines(window.FirstSeq - LogWindow.Step, LogWindow.Step));
        }

        Assert.Equal(LogWindow.Most, window.Entries.Count);
        Assert.Equal(8_001, window.Entries[0].Seq);
        window.Append(Lines(10_001, 100));
        Assert.Equal(LogWindow.Most, window.Entries.Count);
    }

    [Theory]
    [InlineData(0, "just now")]
    [InlineData(59, "59 s ago")]
    [InlineData(60, "1 min ago")]
    [InlineData(3600, "1 h ago")]
    [InlineData(90000, "yesterday")]
    [InlineData(3 * 86400, "3 days ago")]
    [InlineData(30 * 86400, "25 Oct 2026")]
    public void Points_in_time_are_told_from_now(int seconds, string expected)
    {
        var now = new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal(expected, Spans.Ago(now.AddSeconds(-seconds), now));
    }

    [Theory]
    [InlineData(-5, "0 s")]
    [InlineData(59.9, "59 s")]
    [InlineData(187, "3 min 07 s")]
    [InlineData(7500, "2 h 05 min")]
    public void Lengths_are_told_in_two_units(double seconds, string expected) => Assert.Equal(expected, Spans.Length(TimeSpan.FromSeconds(seconds)));

    private static TaskEventView[] Lines(long first, int count) =>
        [.. Enumerable.Range(0, count).Select(at => Line(first + at, TaskEventKind.Log, WorkerStreams.Stdout, $"line {first + at}"))];
}
