namespace TaskRelay.Worker.Output;

/// <summary>Cuts what an agent says down to what is kept.</summary>
internal static class BoundedText
{
    /// <summary>Most characters of a summary or of an error's message.</summary>
    public const int Summary = 2000;

    /// <summary>Most characters of a tool's input or answer.</summary>
    public const int Tool = 2000;

    /// <summary>Most characters of one message or line.</summary>
    public const int Line = 16_384;

    /// <summary>The text or its beginning, never half a surrogate pair.</summary>
    public static string Cut(string text, int most)
    {
        if (text.Length <= most) return text;
        var length = most - 1;
        if (char.IsHighSurrogate(text[length - 1])) length--;
        return text[..length] + "…";
    }

    /// <summary>The text or its end, where the reason of a failure mostly stands.</summary>
    public static string CutStart(string text, int most)
    {
        if (text.Length <= most) return text;
        var start = text.Length - most + 1;
        if (char.IsLowSurrogate(text[start])) start++;
        return "…" + text[start..];
    }
}
