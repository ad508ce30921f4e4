using System.Text;
using System.Text.RegularExpressions;

namespace TaskRelay.Simulator.Pages;

/// <summary>
/// Enough of GitHub's Markdown to read a comment as a person would. Everything is escaped first; only forms known
/// here become HTML again. Hidden comments (<c>&lt;!-- --&gt;</c>) are not shown.
/// </summary>
internal static partial class Markdown
{
    public static string Render(string? text, string repository)
    {
        if (string.IsNullOrWhiteSpace(text))
            return "<p class=\"mild\"><em>No description provided.</em></p>";
        return Blocks(WithoutComments(text.ReplaceLineEndings("\n")).Split('\n'), repository);
    }

    /// <summary>A comment that is never closed hides the rest. Fenced text keeps its own.</summary>
    private static string WithoutComments(string text)
    {
        var kept = new StringBuilder();
        var fenced = false;
        foreach (Match part in FenceOrComment().Matches(text))
        {
            if (part.Groups["fence"].Success)
                fenced = !fenced;
            if (fenced || !part.Groups["comment"].Success)
                kept.Append(part.Value);
        }
        return kept.ToString();
    }

    private static string Blocks(string[] lines, string repository)
    {
        var html = new StringBuilder();
        for (var i = 0; i < lines.Length;)
        {
            var line = lines[i];
            if (Fence().Match(line) is { Success: true } fence)
                html.Append(Code(lines, ref i, fence.Groups[1].Value));
            else if (Heading().Match(line) is { Success: true } heading)
            {
                var level = heading.Groups[1].Length + 1;
                html.Append($"<h{level}>{Inline(heading.Groups[2].Value, repository)}</h{level}>");
                i++;
            }
            else if (line.StartsWith('>'))
                html.Append($"<blockquote>{Blocks([.. Take(lines, ref i, Quoted).Select(one => Quote().Replace(one, ""))], repository)}</blockquote>");
            else if (i + 1 < lines.Length && line.Contains('|') && TableRule().IsMatch(lines[i + 1]))
                html.Append(Table(Take(lines, ref i, one => one.Contains('|')), repository));
            else if (Item().IsMatch(line))
                html.Append(List(Take(lines, ref i, one => Item().IsMatch(one) || one.StartsWith("  ", StringComparison.Ordinal)), repository));
            else if (Rule().IsMatch(line))
            {
                html.Append("<hr>");
                i++;
            }
            else if (AllowedTag().IsMatch(line.Trim()))
                html.Append(Summary(lines[i++].Trim(), repository));
            else if (string.IsNullOrWhiteSpace(line))
                i++;
            else
                html.Append($"<p>{string.Join("<br>", Take(lines, ref i, InParagraph).Select(one => Inline(one.Trim(), repository)))}</p>");
        }
        return html.ToString();
    }

    private static bool Quoted(string line) => line.StartsWith('>');

    private static bool InParagraph(string line) => !string.IsNullOrWhiteSpace(line) && !Fence().IsMatch(line) && !Heading().IsMatch(line)
        && !line.StartsWith('>') && !Item().IsMatch(line) && !AllowedTag().IsMatch(line.Trim());

    /// <summary>The line at hand, and those after it that belong to it.</summary>
    private static List<string> Take(string[] lines, ref int i, Func<string, bool> belongs)
    {
        List<string> taken = [lines[i++]];
        while (i < lines.Length && belongs(lines[i]))
            taken.Add(lines[i++]);
        return taken;
    }

    private static string Code(string[] lines, ref int i, string fence)
    {
        var code = new StringBuilder();
        for (i++; i < lines.Length && !lines[i].TrimStart().StartsWith(fence, StringComparison.Ordinal); i++)
            code.Append(Html.Encode(lines[i])).Append('\n');
        i++;
        return $"<pre><code>{code}</code></pre>";
    }

    private static string List(List<string> lines, string repository)
    {
        var tag = char.IsDigit(lines[0].TrimStart()[0]) ? "ol" : "ul";
        var items = string.Concat(lines.Select(line => Item().IsMatch(line)
            ? $"<li>{Inline(Item().Replace(line, ""), repository)}"
            : $"<br>{Inline(line.Trim(), repository)}"));
        return $"<{tag}>{items}</{tag}>";
    }

    private static string Table(List<string> lines, string repository)
    {
        string Row(string line, string cell) =>
            $"<tr>{string.Concat(line.Trim().Trim('|').Split('|').Select(text => $"<{cell}>{Inline(text.Trim(), repository)}</{cell}>"))}</tr>";
        return $"<table>{Row(lines[0], "th")}{string.Concat(lines.Skip(2).Select(line => Row(line, "td")))}</table>";
    }

    private static string Summary(string line, string repository) =>
        SummaryTag().Replace(line, match => $"<summary>{Inline(match.Groups[1].Value, repository)}</summary>");

    private static string Inline(string text, string repository)
    {
        // Code is taken out first and put back last: nothing within it means anything.
        List<string> codes = [];
        var kept = CodeSpan().Replace(text.Replace("\u0001", "", StringComparison.Ordinal), match =>
        {
            codes.Add($"<code>{Html.Encode(match.Groups[2].Value.Trim())}</code>");
            return $"\u0001{codes.Count - 1}\u0001";
        });
        var html = Html.Encode(kept).Replace("&#x1;", "\u0001", StringComparison.Ordinal).Replace("&#xD;", "", StringComparison.Ordinal);
        html = InlineTag().Replace(html, "<$1>");
        html = Link().Replace(html, match => $"<a href=\"{match.Groups[2].Value}\">{match.Groups[1].Value}</a>");
        html = Address().Replace(html, "<a href=\"$1\">$1</a>");
        html = Bold().Replace(html, "<strong>$1</strong>");
        html = Italic().Replace(html, "<em>$1</em>");
        html = Mention().Replace(html, "<strong>@$1</strong>");
        html = Reference().Replace(html, $"<a href=\"/{Html.Encode(repository)}/issues/$1\">#$1</a>");
        html = html.Replace("[x] ", "☑ ", StringComparison.Ordinal).Replace("[ ] ", "☐ ", StringComparison.Ordinal);
        return Kept().Replace(html, match => codes[int.Parse(match.Groups[1].Value)]);
    }

    [GeneratedRegex(@"(?<fence>^ {0,3}(?:```|~~~)[^\n]*\n?)|(?<comment><!--.*?(?:-->|\z))|(?:(?!<!--)[^\n])+\n?|\n", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex FenceOrComment();

    [GeneratedRegex(@"^ {0,3}(```|~~~)")]
    private static partial Regex Fence();

    [GeneratedRegex(@"^(#{1,5})\s+(.+?)\s*#*$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^> ?")]
    private static partial Regex Quote();

    [GeneratedRegex(@"^\s*\|?\s*:?-{3,}:?\s*(\|\s*:?-{3,}:?\s*)*\|?\s*$")]
    private static partial Regex TableRule();

    [GeneratedRegex(@"^\s{0,3}(?:[-*+]|\d{1,3}\.)\s+")]
    private static partial Regex Item();

    [GeneratedRegex(@"^\s{0,3}(?:-{3,}|\*{3,})\s*$")]
    private static partial Regex Rule();

    [GeneratedRegex(@"^(?:</?details>|<details open>|<summary>[^<]*</summary>|<details><summary>[^<]*</summary>)$")]
    private static partial Regex AllowedTag();

    [GeneratedRegex(@"<summary>([^<]*)</summary>")]
    private static partial Regex SummaryTag();

    [GeneratedRegex(@"(`+)(.+?)\1(?!`)")]
    private static partial Regex CodeSpan();

    [GeneratedRegex(@"&lt;(/?(?:sub|sup|kbd|b|i|em|strong)|br ?/?)&gt;")]
    private static partial Regex InlineTag();

    [GeneratedRegex(@"\[([^\]\[]+)\]\(((?:https?://|/|#)[^\s()""<>]*)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(?<![""=>\w])(https?://[^\s<>""()]+[^\s<>""().,;:!?])")]
    private static partial Regex Address();

    [GeneratedRegex(@"\*\*(?=\S)(.+?)(?<=\S)\*\*")]
    private static partial Regex Bold();

    [GeneratedRegex(@"(?<![\w*/])[*_](?=\S)([^*_]+?)(?<=\S)[*_](?![\w*])")]
    private static partial Regex Italic();

    [GeneratedRegex(@"(?<![\w/@.&#;""])@([A-Za-z0-9][A-Za-z0-9-]{0,38}(?:\[bot\])?)")]
    private static partial Regex Mention();

    [GeneratedRegex(@"(?<![\w&/#""])#(\d{1,9})\b")]
    private static partial Regex Reference();

    [GeneratedRegex("\u0001(\\d+)\u0001")]
    private static partial Regex Kept();
}
