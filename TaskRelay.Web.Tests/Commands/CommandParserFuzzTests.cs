using TaskRelay.Web.Commands;
using static TaskRelay.Web.Tests.Commands.CommandParserTests;

namespace TaskRelay.Web.Tests.Commands;

/// <summary>Random comments, put together from what Markdown and the grammar give a meaning to. Failures name the seed.</summary>
public sealed class CommandParserFuzzTests(ITestOutputHelper output)
{
    private const int Rounds = 4_000;
    private const int GitHubLimit = 65_536;

    private static readonly string[] Pieces =
    [
        "@taskrelay", "@taskrelay ", "@TaskRelay claude fix", "taskrelay", "@", " stop", " --priority=high", " --base=x",
        " --model=", " agent=claude", "\n", "\n", "\n", "\r\n", "\r", "\n\n", " ", "  ", "   ", "    ", "\t", ">", "> ", "- ",
        "1. ", "* ", "-", "***", "---", "===", "#", "# ", "`", "``", "```", "````", "~~~", "~", "```\n", "~~~\n", "<!--", "-->",
        "<!-- x -->", "<", ">", "<div>", "</div>", "<pre>", "</pre>", "<?", "?>", "<![CDATA[", "]]>", "<!A", "<a title=\"",
        "\"", "'", "\\", "\\`", "|", "|-|-|", "[a](b \"c\")", "![", "](", "]", "word", "é", "\u200B", "\u202E", "\u00A0", "\u2028",
        "\u0085", "\uFEFF", "\uD83D", "\uDE00", "\U0001F600", "\0", ".", "-bot", "/x",
    ];

    [Fact]
    public void Any_text_has_a_meaning_and_none_throws()
    {
        foreach (var body in Comments())
            Assert.NotNull(Parse(body));
    }

    [Fact]
    public void A_comment_whose_every_line_is_quoted_is_no_command()
    {
        foreach (var body in Comments())
            Assert.Equal("none", Describe(Parse("> " + NormalLines(body).Replace("\n", "\n> ", StringComparison.Ordinal))));
    }

    [Fact]
    public void A_comment_in_a_fence_longer_than_its_own_is_no_command()
    {
        foreach (var body in Comments())
            Assert.Equal("none", Describe(Parse($"{new string('`', 600)}\n{body}\n{new string('`', 600)}")));
    }

    [Fact]
    public void A_comment_that_is_indented_as_code_is_no_command()
    {
        foreach (var body in Comments())
            Assert.Equal("none", Describe(Parse("    " + NormalLines(body).Replace("\n", "\n    ", StringComparison.Ordinal))));
    }

    [Fact]
    public void A_comment_behind_an_open_html_comment_is_no_command()
    {
        foreach (var body in Comments())
            Assert.Equal("none", Describe(Parse("<!--\n" + body.Replace(">", "", StringComparison.Ordinal))));
    }

    [Fact]
    public void The_kind_of_line_break_changes_nothing()
    {
        foreach (var body in Comments())
        {
            var lines = NormalLines(body);
            var meaning = Describe(Parse(lines));
            Assert.Equal(meaning, Describe(Parse(lines.Replace("\n", "\r\n", StringComparison.Ordinal))));
            Assert.Equal(meaning, Describe(Parse(lines.Replace('\n', '\r'))));
        }
    }

    [Fact]
    public void What_follows_a_command_changes_only_its_free_text()
    {
        foreach (var body in Comments())
        {
            var task = Assert.IsType<ParsedComment.TaskCommand>(Parse("@taskrelay claude --priority=high fix\n" + body));
            Assert.Equal("claude", task.Agent);
            Assert.StartsWith("fix", task.Instructions, StringComparison.Ordinal);
            Assert.Equal("stop", Describe(Parse("@taskrelay stop\n" + body)));
        }
    }

    public static TheoryData<string> Shapes() =>
    [
        "> ", ">", "- ", "-\n", "- - - -\n\n", "1. ", "`", "` `` ", "``` `\n", "```\n", "<!--", "<!-- -->", "<?", "<!A", "<![CDATA[",
        "<a <", "<a x=\"", "<a x='\" y=\"'", "</", "[", "![](", "[a](", "\\", "|", "|-\n", "@taskrelay", "@taskrelay-x\n", "@",
        "a\n", "\n", "\r", "    \n", "\t", "> - ", "- > ", "<div>\n", "<pre>\n", "a ` b\n",
    ];

    /// <summary>Work is counted, not timed: a machine under load measures nothing.</summary>
    [Theory]
    [MemberData(nameof(Shapes))]
    public void Work_grows_in_line_with_the_text_whatever_its_shape(string shape)
    {
        var (half, whole) = (Work(shape, GitHubLimit / 2), Work(shape, GitHubLimit));
        Assert.True(whole <= 2.2 * half + 1_000, $"{half} steps for half of it, {whole} for all");
        // A hundred containers may be looked at for every line, and a line is looked at once for each.
        Assert.True(whole <= 110L * GitHubLimit, $"{whole} steps");
    }

    [Fact]
    public void Blank_lines_below_a_deep_list_cost_no_product()
    {
        var deep = string.Concat(Enumerable.Repeat("- ", 15_000)) + new string('\n', 30_000) + "@taskrelay fix it";
        Assert.True(Steps(deep) <= 110L * deep.Length);
    }

    private static long Work(string shape, int length)
    {
        const string Tail = "\n\n@taskrelay x";
        return Steps(string.Concat(Enumerable.Repeat(shape, length / shape.Length + 1))[..(length - Tail.Length)] + Tail);
    }

    private static long Steps(string body)
    {
        var steps = 0L;
        CommandParser.Parse(body, "taskrelay", KnownAgents, count => steps += count);
        return steps;
    }

    private static string NormalLines(string body) =>
        body.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    private IEnumerable<string> Comments()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
            yield return string.Concat(random.GetItems(Pieces, random.Next(1, 40)));
    }
}
