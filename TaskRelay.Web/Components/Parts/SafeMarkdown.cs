using Ganss.Xss;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Components;

namespace TaskRelay.Web.Components.Parts;

/// <summary>
/// Markdown from outside as HTML that runs nothing and loads nothing: raw HTML is text, links lead to http, https and
/// mailto only (autolinks too), pictures become links, and what comes of it is sanitized by a second opinion.
/// </summary>
public static class SafeMarkdown
{
    /// <summary>As much as GitHub takes for a text; more is shown as plain text.</summary>
    private const int MaxLength = 65_536;

    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseEmphasisExtras().UseAutoLinks().Build();

    private static readonly HtmlSanitizer Sanitizer = new(new HtmlSanitizerOptions
    {
        AllowedTags = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
        {
            "p", "br", "hr", "strong", "em", "del", "sub", "sup", "ins", "mark", "code", "pre", "blockquote", "ul", "ol", "li", "a",
            "table", "thead", "tbody", "tr", "th", "td",
        },
        AllowedAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href", "title", "rel", "target", "class", "start" },
        AllowedSchemes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "http", "https", "mailto" },
        UriAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href" },
    });

    /// <summary>The text as HTML.</summary>
    public static MarkupString Of(string? text)
    {
        var plain = SafeText.Of(text ?? "");
        if (plain.Length > MaxLength)
        {
            return Plain(plain);
        }

        try
        {
            var document = Markdig.Markdown.Parse(plain, Pipeline);
            Disarm(document);
            return new MarkupString(Sanitizer.Sanitize(WithoutHeadings(document.ToHtml(Pipeline))));
        }
        catch (ArgumentException)
        {
            // Nested deeper than Markdig follows: nobody wrote that to be read as Markdown.
            return Plain(plain);
        }
    }

    /// <summary>Whether a link may lead there.</summary>
    public static bool MayLead(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeMailto);

    private static MarkupString Plain(string text) => new($"<pre>{System.Net.WebUtility.HtmlEncode(text)}</pre>");

    private static void Disarm(MarkdownDocument document)
    {
        foreach (var link in document.Descendants<LinkInline>().ToList())
        {
            if (!MayLead(link.Url))
            {
                // Its words stay.
                var words = new ContainerInline();
                link.ReplaceBy(words, copyChildren: true);
            }
            else
            {
                // A picture would be fetched from another host: it becomes a link to it.
                link.IsImage = false;
                Outside(link);
            }
        }

        foreach (var link in document.Descendants<AutolinkInline>().ToList())
        {
            if (!link.IsEmail && !MayLead(link.Url))
            {
                link.ReplaceBy(new LiteralInline(link.Url));
            }
            else
            {
                Outside(link);
            }
        }
    }

    private static void Outside(IMarkdownObject link)
    {
        var attributes = Markdig.Renderers.Html.HtmlAttributesExtensions.GetAttributes(link);
        attributes.AddPropertyIfNotExist("rel", "noopener noreferrer nofollow");
        attributes.AddPropertyIfNotExist("target", "_blank");
    }

    /// <summary>A page's headings are its own: those of a text within it only look like some. Raw HTML is off, so these are Markdig's.</summary>
    private static string WithoutHeadings(string html)
    {
        for (var level = 1; level <= 6; level++)
        {
            html = html.Replace($"<h{level}>", "<p class=\"md-heading\">", StringComparison.Ordinal).Replace($"</h{level}>", "</p>", StringComparison.Ordinal);
        }

        return html;
    }
}
