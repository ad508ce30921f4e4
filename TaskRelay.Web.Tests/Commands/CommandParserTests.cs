using TaskRelay.Web.Commands;

namespace TaskRelay.Web.Tests.Commands;

public sealed class CommandParserTests
{
    internal static readonly AgentNames KnownAgents =
        new(["claude", "scribe", "codex"], new Dictionary<string, string> { ["claude-code"] = "claude" });

    public static TheoryData<string, string> Corpus()
    {
        var data = new TheoryData<string, string>();
        foreach (var (body, meaning) in All)
            data.Add(Escape(body), Escape(meaning));
        return data;
    }

    internal static IEnumerable<(string Body, string Meaning)> All =>
    [
        .. CommandCorpus.Plain, .. CommandCorpus.Flags, .. CommandCorpus.Verbs, .. CommandCorpus.Names,
        .. HiddenCommandCorpus.Quotes, .. HiddenCommandCorpus.Code, .. HiddenCommandCorpus.Comments,
        .. HiddenCommandCorpus.Within, .. HiddenCommandCorpus.Breaks,
    ];

    [Theory]
    [MemberData(nameof(Corpus))]
    public void A_comment_means_what_the_corpus_says(string body, string meaning) =>
        Assert.Equal(meaning, Escape(Describe(Parse(Unescape(body)))));

    [Fact]
    public void The_corpus_holds_no_comment_twice() => Assert.DoesNotContain(All.GroupBy(x => x.Body), x => x.Count() > 1);

    [Fact]
    public void The_mention_is_configurable_and_may_hold_a_hyphen()
    {
        Assert.IsType<ParsedComment.TaskCommand>(new CommandParser().Parse("@relay-bot fix it", "Relay-Bot", KnownAgents));
        Assert.IsType<ParsedComment.NoCommand>(new CommandParser().Parse("@taskrelay fix it", "relay-bot", KnownAgents));
        Assert.IsType<ParsedComment.NoCommand>(new CommandParser().Parse("@relay-bot fix it", "relay", KnownAgents));
    }

    [Fact]
    public void Free_text_of_65536_characters_is_kept_whole()
    {
        var text = new string('x', 65_536 - "@taskrelay ".Length);
        Assert.Equal(text, Assert.IsType<ParsedComment.TaskCommand>(Parse("@taskrelay " + text)).Instructions);
    }

    [Theory]
    [InlineData("@taskrelay --agent=@everyone")]
    [InlineData("@taskrelay --x<script>")]
    [InlineData("@taskrelay --model=`id`")]
    [InlineData("@taskrelay --base=[x](https://example.org)..")]
    [InlineData("@taskrelay --a\u202Eb=c")]
    [InlineData("@taskrelay --priority=**high**")]
    public void A_refusal_repeats_nothing_that_mentions_or_formats(string body)
    {
        var refusal = Assert.IsType<ParsedComment.RefusedCommand>(Parse(body));
        Assert.DoesNotMatch("[^ A-Za-z0-9.,:_/@=-]", refusal.Detail);
        Assert.DoesNotMatch("@[A-Za-z]", refusal.Detail);
    }

    [Fact]
    public void A_refusal_says_what_may_be_written()
    {
        var refusal = Assert.IsType<ParsedComment.RefusedCommand>(Parse("@taskrelay agent=clod fix it"));
        Assert.Equal("There is no agent clod. Known: claude, codex, scribe.", refusal.Detail);
        refusal = Assert.IsType<ParsedComment.RefusedCommand>(Parse("@taskrelay --priority high fix it"));
        Assert.Equal("--priority= needs a value, without a space before it: low, normal or high.", refusal.Detail);
    }

    internal static ParsedComment Parse(string body) => new CommandParser().Parse(body, "taskrelay", KnownAgents);

    internal static string Describe(ParsedComment parsed) => parsed switch
    {
        ParsedComment.NoCommand => "none",
        ParsedComment.MentionNotFirst => "elsewhere",
        ParsedComment.ControlCommand control => control.Verb.ToString().ToLowerInvariant(),
        ParsedComment.RefusedCommand refused => "refused " + refused.Reason,
        ParsedComment.TaskCommand task => "task"
            + (task.Agent is null ? "" : " agent=" + task.Agent)
            + (task.Priority is null ? "" : " priority=" + task.Priority)
            + (task.Model is null ? "" : " model=" + task.Model)
            + (task.BaseBranch is null ? "" : " base=" + task.BaseBranch)
            + ":" + (task.Instructions.Length == 0 ? "" : " " + task.Instructions),
        _ => throw new ArgumentException(parsed.ToString(), nameof(parsed)),
    };

    // Test names and reports carry no control characters, no invisible ones and no lone surrogates.
    private static string Escape(string text) => string.Concat(text.Select(c =>
        c == '\\' || c < ' ' || c > '~' ? $"\\u{(int)c:X4}" : c.ToString()));

    private static string Unescape(string text) => System.Text.RegularExpressions.Regex.Unescape(text);
}
