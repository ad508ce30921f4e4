namespace TaskRelay.Web.Prompts;

/// <summary>Makes texts fit for a prompt: without what nobody sees, without the boundary, no longer than there is room.</summary>
/// <param name="boundary">What none of them may hold.</param>
/// <param name="tokens">Room for all of them.</param>
internal sealed class PromptMaterial(string boundary, int tokens)
{
    /// <summary>For the line that tells of a cut.</summary>
    private const int CutNote = 20;

    /// <summary>What was taken out because no page shows it.</summary>
    public RemovedContent Removed { get; } = new();

    /// <summary>Sentences on what was too long.</summary>
    public List<string> Cuts { get; } = [];

    /// <summary>Room that is left.</summary>
    public int Left { get; private set; } = tokens;

    /// <summary>Uses up room.</summary>
    public void Spend(int used) => Left = Math.Max(0, Left - used);

    /// <summary>A text in at most so many tokens.</summary>
    /// <param name="name">What to call it where it had to be cut; null to say nothing.</param>
    /// <param name="visible">What is to be seen of it.</param>
    /// <param name="limit">At most so many tokens, if there is room for so many.</param>
    /// <param name="remedy">What to do for the rest of it.</param>
    public CutText Take(string? name, string visible, int limit, string remedy = "")
    {
        // A guess at 128 random bits: what holds the boundary was never written by chance.
        var whole = Trim(visible).Replace(boundary, "[boundary]", StringComparison.OrdinalIgnoreCase);
        limit = Math.Min(limit, Left);
        var text = whole;
        var left = 0;
        if (TokenEstimate.Of(whole) > limit)
        {
            text = TokenEstimate.Cut(whole, Math.Max(0, limit - CutNote), out left);
            text += $"\n[… cut here: {left} of {whole.Length} characters left out]";
            if (name is not null)
                Cuts.Add($"The {name} was too long: TaskRelay left out the last {left} of its {whole.Length} characters.{remedy}");
        }
        Spend(TokenEstimate.Of(text));
        return new CutText(text, left);
    }

    private static string Trim(string text) => string.IsNullOrWhiteSpace(text) ? "" : text.Trim('\n');
}
