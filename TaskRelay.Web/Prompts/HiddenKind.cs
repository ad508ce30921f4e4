namespace TaskRelay.Web.Prompts;

/// <summary>Why a piece of text was left out of a prompt: no page shows it.</summary>
public enum HiddenKind
{
    /// <summary>An HTML comment, closed or not, or a comment of a diagram.</summary>
    HtmlComment,

    /// <summary>A declaration, processing instruction or CDATA section.</summary>
    HtmlDeclaration,

    /// <summary>An attribute of a tag.</summary>
    HtmlAttribute,

    /// <summary>A tag that no page knows, or an element that none shows.</summary>
    HtmlElement,

    /// <summary>The words of an image.</summary>
    AlternativeText,

    /// <summary>The title of a link or image.</summary>
    Title,

    /// <summary>The label or definition of a link.</summary>
    LinkDefinition,

    /// <summary>An address with words in it.</summary>
    LinkAddress,

    /// <summary>What stands behind a code fence and its language.</summary>
    CodeInfo,

    /// <summary>A footnote that nothing refers to.</summary>
    Footnote,

    /// <summary>A character without width.</summary>
    ZeroWidth,

    /// <summary>A character that turns the direction of writing.</summary>
    Bidi,

    /// <summary>An invisible copy of an ASCII character (U+E0000 to U+E007F).</summary>
    TagCharacter,

    /// <summary>A character that changes the one before it.</summary>
    VariationSelector,

    /// <summary>A control character.</summary>
    Control,

    /// <summary>Half of a character.</summary>
    LoneSurrogate,

    /// <summary>Any other character that fonts leave out.</summary>
    OtherInvisible,

    /// <summary>Hidden content within hidden content, so deep that the rest of the markup was taken out with it.</summary>
    Nested,
}
