namespace TaskRelay.Web.Commonmark;

/// <summary>What a character of a comment is to somebody who reads it on GitHub. Zero is plain visible text.</summary>
[Flags]
internal enum TextMark : byte
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
}
