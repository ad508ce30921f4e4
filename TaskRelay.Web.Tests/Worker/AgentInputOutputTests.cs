using System.Text;
using TaskRelay.Contracts;
using TaskRelay.Contracts.Redaction;
using TaskRelay.Worker.Agents;

namespace TaskRelay.Web.Tests.Worker;

public sealed class AgentInputOutputTests
{
    [Fact]
    public async Task A_character_that_two_reads_share_comes_out_whole()
    {
        List<string> lines = [];

        await OutputPump.RunAsync(new Dripping("grüße 🎉\r\nend"u8.ToArray()), new SecretRedactor([]).NewStream(), lines.Add, CancellationToken.None);

        Assert.Equal(["grüße 🎉", "end"], lines);
    }

    [Fact]
    public void A_line_without_end_keeps_its_beginning_only()
    {
        var splitter = new LineSplitter(10);

        Assert.Equal(["0123456789 … (cut)", "next"], splitter.Push(new string([.. Enumerable.Range(0, 5000).Select(i => (char)('0' + (i % 10)))]) + "\nnext\nrest"));
        Assert.Equal(["rest"], splitter.Flush());
    }

    [Theory]
    [InlineData(null, "-p,PROMPT,--json")]
    [InlineData("opus", "-p,PROMPT,--model,opus,--json")]
    public void A_model_that_was_not_chosen_leaves_its_option_out(string? model, string expected)
    {
        var agent = Agent(["claude", "-p", "{prompt}", "--model", "{model}", "--json"], model);

        Assert.Equal(expected.Split(','), AgentCommandLine.Arguments(agent, "PROMPT"));
    }

    [Fact]
    public void A_prompt_is_one_argument_and_its_own_placeholders_stay()
    {
        const string prompt = "use {model} \"$(rm -rf /)\" --flag";

        Assert.Equal(["-p", prompt], AgentCommandLine.Arguments(Agent(["claude", "-p", "{prompt}"], "opus"), prompt));
    }

    [Fact]
    public void A_prompt_that_no_argument_can_hold_is_cut_between_characters()
    {
        var argument = AgentCommandLine.Arguments(Agent(["claude", "{prompt}"], null), new string('ü', 100_000))[0];

        Assert.InRange(Encoding.UTF8.GetByteCount(argument), 100_000, 131_071);
        Assert.DoesNotContain('\uFFFD', argument);
    }

    private static JobAgent Agent(string[] command, string? model) => new()
    {
        Name = "claude",
        Command = command,
        Environment = new Dictionary<string, string>(),
        SecretNames = [],
        Output = "text",
        Network = true,
        HomeFiles = [],
        SetAside = [],
        Model = model,
    };

    /// <summary>Gives one byte at a time.</summary>
    private sealed class Dripping(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(1, buffer.Length)], cancellationToken);
    }
}
