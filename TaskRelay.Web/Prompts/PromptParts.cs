namespace TaskRelay.Web.Prompts;

/// <summary>Takes the parts of a prompt that others wrote, and keeps account of what was left out of them.</summary>
/// <param name="boundary">What none of them may hold.</param>
internal sealed class PromptParts(string boundary)
{
    private readonly List<string> _cuts = [];

    /// <summary>UTF-16 units that nobody would have seen.</summary>
    public int Removed { get; private set; }

    /// <summary>A sentence for each part that was too long.</summary>
    public IReadOnlyList<string> Cuts => _cuts;

    /// <summary>A part as it goes into the prompt.</summary>
    public string Take(string name, VisibleText visible, TextLimit limit)
    {
        Removed += visible.Removed;
        var whole = string.IsNullOrWhiteSpace(visible.Text) ? "" : visible.Text.Trim('\n');
        var text = limit.Cut(whole, out var left);
        if (left > 0)
        {
            _cuts.Add($"The {name} was too long: TaskRelay left out the last {left} of its {whole.Length} characters.");
            text += $"\n[… cut here: {left} of {whole.Length} characters left out]";
        }
        // A guess at 128 random bits: what holds the boundary was never written by chance.
        return text.Replace(boundary, "[boundary]", StringComparison.OrdinalIgnoreCase);
    }
}
