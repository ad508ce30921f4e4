namespace TaskRelay.Web.Commonmark;

/// <summary>
/// Which mistake is the worse one. Where Markdown is ambiguous, or too rare to follow to the letter, a scan for commands
/// rather sees code (nothing is started), a scan for hidden content rather sees none (nothing invisible gets through).
/// </summary>
internal enum ScanPurpose
{
    /// <summary>Text taken for code or hidden starts nothing.</summary>
    Commands,

    /// <summary>Text taken for code is kept whole, so little is taken for code.</summary>
    HiddenContent,
}
