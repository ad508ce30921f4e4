using System.Text;
using TaskRelay.Contracts;
using TaskRelay.Contracts.Redaction;
using TaskRelay.Worker.Agents;
using TaskRelay.Worker.Output;

namespace TaskRelay.Web.Tests.Agents;

/// <summary>Output as it comes from a process: in bytes, cut, mixed up, too long, or no text at all. None of it ends a worker.</summary>
public sealed class AgentReaderFuzzTests
{
    private static readonly JobPrice Price = new(2, 0.5m, 10);

    private static readonly HashSet<string> Streams =
    [
        WorkerStreams.Stdout, WorkerStreams.Message, WorkerStreams.ToolCall, WorkerStreams.ToolResult, WorkerStreams.FileChange, WorkerStreams.Usage,
    ];

    public static TheoryData<string, string> Transcripts() => new()
    {
        { "claude_stream_json", ClaudeTranscripts.Success },
        { "amp_stream_json", AgentTranscripts.Amp },
        { "codex_json", AgentTranscripts.Codex },
        { "opencode_json", AgentTranscripts.Opencode + "\n" + AgentTranscripts.OpencodeLimited },
        { "gemini_stream_json", AgentTranscripts.Gemini + "\n" + AgentTranscripts.GeminiLimited },
        { "text", "one\n::usage:: {\"inputTokens\":1,\"outputTokens\":2,\"costUsd\":0.5}\n::summary:: ünd" },
    };

    [Theory]
    [MemberData(nameof(Transcripts))]
    public async Task Cut_at_any_byte(string form, string transcript)
    {
        var bytes = Encoding.UTF8.GetBytes(transcript);
        for (var length = 0; length <= bytes.Length; length++)
        {
            await ReadAsync(form, bytes.AsMemory(0, length), 143, $"cut at byte {length}");
        }
    }

    [Theory]
    [MemberData(nameof(Transcripts))]
    public async Task Lines_written_into_one_another(string form, string transcript)
    {
        var lines = transcript.Split('\n');
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            // Two writers on one pipe: pieces of two lines take turns.
            var (one, other) = (lines[random.Next(lines.Length)], lines[random.Next(lines.Length)]);
            var mixed = new StringBuilder();
            for (var (at, to) = (0, 0); at < one.Length || to < other.Length;)
            {
                var (first, second) = (Math.Min(one.Length - at, random.Next(40)), Math.Min(other.Length - to, random.Next(40)));
                mixed.Append(one, at, first).Append(other, to, second);
                (at, to) = (at + first, to + second);
            }

            await ReadAsync(form, Encoding.UTF8.GetBytes($"{one}\n{mixed}\n{other}"), random.Next(2), $"round {round}");
        }
    }

    [Theory]
    [MemberData(nameof(Transcripts))]
    public async Task Bytes_that_are_no_text(string form, string transcript)
    {
        var random = new Random(11);
        for (var round = 0; round < 300; round++)
        {
            var bytes = Encoding.UTF8.GetBytes(transcript);
            for (var change = random.Next(1, 20); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)(random.Next(2) == 0 ? random.Next(0x80, 0x100) : random.Next(0x20));
            }

            await ReadAsync(form, bytes, random.Next(256), $"round {round}");
        }
    }

    [Theory]
    [MemberData(nameof(Transcripts))]
    public async Task Lines_of_megabytes_and_objects_without_end(string form, string transcript)
    {
        var last = transcript.Split('\n')[^1];
        foreach (var huge in (string[])
            [
                new string('x', 3_000_000),
                "{\"type\":\"text\",\"part\":{\"text\":\"" + new string('y', 900_000) + "\"}}",
                "{\"type\":\"item.completed\",\"item\":{\"type\":\"agent_message\",\"text\":\"" + new string('z', 2_000_000) + "\"}}",
                new string('{', 200_000),
                "{\"type\":" + new string('[', 100_000),
                string.Concat(Enumerable.Repeat("""{"type":"message","role":"assistant","delta":true,"content":"word "}""" + "\n", 20_000)),
            ])
        {
            var events = await ReadAsync(form, Encoding.UTF8.GetBytes($"{huge}\n{last}\n"), 1, huge[..20]);
            Assert.All(events, step => Assert.InRange(step.Text.Length, 0, 1_100_000));
        }
    }

    private static async Task<List<AgentEvent>> ReadAsync(string form, ReadOnlyMemory<byte> output, int exitCode, string what)
    {
        var reader = AgentOutputReaders.For(form, Price);
        List<AgentEvent> events = [];
        var error = await Record.ExceptionAsync(() => OutputPump.RunAsync(
            new MemoryStream(output.ToArray()), new SecretRedactor([]).NewStream(), line => events.AddRange(reader.Read(line)), CancellationToken.None));
        var outcome = error is null ? reader.Finish(exitCode, "") : null;
        Assert.True(error is null, $"{form}, {what}: {error}");
        Assert.All(events, step => Assert.Contains(step.Stream, Streams));
        Assert.True(exitCode == 0 || !outcome!.Succeeded);
        Assert.True(outcome!.Usage is null or { InputTokens: >= 0, OutputTokens: >= 0, CostUsd: >= 0 and < 1e9 }, $"{form}, {what}: {outcome.Usage}");
        return events;
    }
}
