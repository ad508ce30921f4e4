namespace TaskRelay.Contracts.Redaction;

/// <summary>One way in which a secret may be written.</summary>
/// <param name="Text">The characters to look for.</param>
/// <param name="Public">Which of them are no secret.</param>
/// <param name="MinLength">So many in a row count as found.</param>
internal sealed record SecretForm(string Text, bool[] Public, int MinLength)
{
    /// <summary>Shorter values are not looked for: they stand in ordinary text by chance.</summary>
    public const int ShortestSecret = 6;

    /// <summary>A part of a secret with so many characters counts as the secret.</summary>
    public const int Window = 10;

    /// <summary>A part of one character per source character; escapes make it longer, never shorter.</summary>
    public static SecretForm Plain(string text, bool[] marks) => new(text, marks, Math.Min(Window, text.Length));
}
