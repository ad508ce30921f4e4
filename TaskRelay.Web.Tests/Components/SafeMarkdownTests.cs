using AngleSharp.Html.Parser;
using TaskRelay.Web.Components.Parts;
using TaskRelay.Web.Tests.Browser;

namespace TaskRelay.Web.Tests.Components;

/// <summary>Markdown from outside: what it may become, and what never.</summary>
public sealed class SafeMarkdownTests
{
    private static readonly string[] Harmless =
        ["p", "br", "hr", "strong", "em", "del", "sub", "sup", "ins", "mark", "code", "pre", "blockquote", "ul", "ol", "li", "a", "table", "thead", "tbody", "tr", "th", "td"];

    public static TheoryData<string> Hostile() => [.. HostileTexts.All];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_text_that_wants_to_run_is_words(string text)
    {
        var body = new HtmlParser().ParseDocument(SafeMarkdown.Of(text).Value).Body!;
        foreach (var element in body.QuerySelectorAll("*"))
        {
            Assert.Contains(element.LocalName, Harmless);
            Assert.All(element.Attributes, attribute => Assert.Contains(attribute.Name, new[] { "href", "title", "rel", "target", "class", "start" }));
            if (element.GetAttribute("href") is { } address)
            {
                Assert.Matches("^(https?|mailto):", address);
                Assert.Equal("noopener noreferrer nofollow", element.GetAttribute("rel"));
            }
        }
    }

    [Theory]
    [InlineData("**bold** and `code`", "<p><strong>bold</strong> and <code>code</code></p>")]
    [InlineData("# A title", "<p class=\"md-heading\">A title</p>")]
    [InlineData("<b>raw</b>", "<p>&lt;b&gt;raw&lt;/b&gt;</p>")]
    [InlineData("[x](javascript:alert(1))", "<p>x</p>")]
    [InlineData("[x](/relative)", "<p>x</p>")]
    [InlineData("[x](https://example.org)", "<p><a href=\"https://example.org\" rel=\"noopener noreferrer nofollow\" target=\"_blank\">x</a></p>")]
    [InlineData("https://example.org", "<p><a href=\"https://example.org\" rel=\"noopener noreferrer nofollow\" target=\"_blank\">https://example.org</a></p>")]
    [InlineData("<mailto:a@example.org>", "<p><a href=\"mailto:a@example.org\" rel=\"noopener noreferrer nofollow\" target=\"_blank\">mailto:a@example.org</a></p>")]
    [InlineData("![a picture](https://example.org/x.png)", "<p><a href=\"https://example.org/x.png\" rel=\"noopener noreferrer nofollow\" target=\"_blank\">a picture</a></p>")]
    [InlineData("![a picture](data:image/png;base64,AAAA)", "<p>a picture</p>")]
    [InlineData(null, "")]
    public void What_is_harmless_stays(string? text, string expected) => Assert.Equal(expected, SafeMarkdown.Of(text).Value.Trim().Replace("\n", "", StringComparison.Ordinal));

    [Fact]
    public void A_text_that_nests_without_end_is_shown_as_it_is() =>
        Assert.Contains("&gt;&gt;&gt;", SafeMarkdown.Of(new string('>', 5000) + " deep").Value, StringComparison.Ordinal);

    [Fact]
    public void A_text_longer_than_anybody_writes_is_not_read_as_Markdown() =>
        Assert.StartsWith("<pre>*", SafeMarkdown.Of("*" + new string('a', 70_000) + "*").Value, StringComparison.Ordinal);
}
