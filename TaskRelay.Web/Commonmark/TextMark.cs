namespace TaskRelay.Web.Commonmark;

/// <summary>What a character of a comment is to somebody who reads it on GitHub. Zero is plain visible text.</summary>
[Flags]
internal enum TextMark : ushort
{
    /// <summary>Plain text.</summary>
    Plain = 0,

    /// <summary>Within a code span, a code fence or indented code, where Markdown and HTML mean nothing.</summary>
    Code = 1,

    /// <summary>Not shown.</summary>
    Hidden = 2,

    /// <summary>On a line of a block quote.</summary>
    Quoted = 4,

    /// <summary>On a line without a <c>&gt;</c> of its own that GitHub still shows within the quote above it.</summary>
    LazilyQuoted = 8,

    // Why something is hidden, beside Hidden itself.

    /// <summary>An HTML comment, or one of a diagram.</summary>
    Comment = 1 << 4,

    /// <summary>A declaration, processing instruction or CDATA section.</summary>
    Declaration = 1 << 5,

    /// <summary>The words of an image.</summary>
    AlternativeText = 1 << 6,

    /// <summary>The title of a link or image.</summary>
    Title = 1 << 7,

    /// <summary>An attribute of a tag.</summary>
    Attribute = 1 << 8,

    /// <summary>A tag that no page knows, or an element that none shows.</summary>
    Element = 1 << 9,

    /// <summary>The label or definition of a link.</summary>
    Definition = 1 << 10,

    /// <summary>An address with words in it.</summary>
    Address = 1 << 11,

    /// <summary>What stands behind a fence and its language.</summary>
    CodeInfo = 1 << 12,

    /// <summary>A footnote that nothing refers to.</summary>
    Footnote = 1 << 13,
}
