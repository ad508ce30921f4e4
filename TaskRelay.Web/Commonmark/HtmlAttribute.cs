namespace TaskRelay.Web.Commonmark;

/// <summary>An attribute of a tag.</summary>
/// <param name="Start">Where the white space before it begins.</param>
/// <param name="NameEnd">Behind its name.</param>
/// <param name="End">Behind its value.</param>
internal readonly record struct HtmlAttribute(int Start, int NameEnd, int End);
