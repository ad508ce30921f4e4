namespace TaskRelay.Web.Prompts;

/// <summary>A part of a prompt that quotes GitHub.</summary>
/// <param name="Origin">What stands in it.</param>
/// <param name="Heading">Its heading.</param>
/// <param name="Noun">What one text in it is.</param>
/// <param name="Each">Tokens for one text, at most.</param>
/// <param name="Most">Tokens for all of them, at most.</param>
internal sealed record PromptSection(PromptOrigin Origin, string Heading, string Noun, int Each, int Most)
{
    /// <summary>For the fence around a text, its label and its address.</summary>
    private const int Fence = 90;

    /// <summary>What the repository tells every agent.</summary>
    public static readonly PromptSection Guidance = new(PromptOrigin.Guidance, "The repository's guidance", "AGENTS.md", 3_000, 3_000);

    /// <summary>What was said and found, in the order in which an agent reads it.</summary>
    public static readonly IReadOnlyList<PromptSection> Talk =
    [
        new(PromptOrigin.Comment, "Comments", "comment", 2_000, 6_000),
        new(PromptOrigin.Review, "Reviews", "review", 1_000, 2_500),
        new(PromptOrigin.ReviewComment, "Comments on lines of the pull request", "review comment", 1_000, 5_000),
        new(PromptOrigin.Check, "Failed checks", "check", 800, 2_500),
        new(PromptOrigin.Diff, "What the pull request changes", "diff", 6_000, 6_000),
    ];

    /// <summary>Whom room is given to first when there is not enough for all.</summary>
    public static readonly IReadOnlyList<PromptOrigin> Rank =
        [PromptOrigin.ReviewComment, PromptOrigin.Check, PromptOrigin.Review, PromptOrigin.Comment, PromptOrigin.Guidance, PromptOrigin.Diff];

    /// <summary>
    /// The texts that there is room for: those of people who may give commands before those of others, newer ones before
    /// older ones. In their old order.
    /// </summary>
    public IReadOnlyList<(PromptQuote Quote, CutText Text)> Pick(IReadOnlyList<PromptQuote> quotes, PromptMaterial material)
    {
        var room = Most;
        var picked = new Dictionary<PromptQuote, CutText>(ReferenceEqualityComparer.Instance);
        foreach (var quote in quotes.Reverse().OrderByDescending(quote => quote.IsTrusted))
        {
            var visible = quote.IsMarkdown
                ? HiddenContent.Remove(quote.Text, material.Removed)
                : HiddenContent.RemoveFromPlainText(quote.Text, material.Removed);
            var limit = Math.Min(Each, Math.Min(room, material.Left) - Fence);
            if (limit < Fence)
                continue;
            var heading = quote.Heading is null ? "" : HiddenContent.RemoveFromPlainText(PromptContract.OneLine(quote.Heading), material.Removed).Text + "\n\n";
            var text = material.Take(Most == Each ? Noun : null, heading + visible.Text, limit, Origin == PromptOrigin.Diff ? " git shows all of it." : "");
            var used = TokenEstimate.Of(text.Text) + Fence;
            room -= used;
            material.Spend(Fence);
            picked[quote] = text;
        }
        Tell(quotes.Count(quote => !picked.ContainsKey(quote) && quote.IsTrusted), "by people with write permission", material);
        Tell(quotes.Count(quote => !picked.ContainsKey(quote) && !quote.IsTrusted), "by others", material);
        return [.. quotes.Where(picked.ContainsKey).Select(quote => (quote, picked[quote]))];
    }

    private void Tell(int count, string whose, PromptMaterial material)
    {
        if (count > 0)
            material.Cuts.Add($"There was no room for {(count == 1 ? $"1 {Noun}" : $"{count} of the kind \"{Noun}\"")} {whose}; newer ones were preferred.");
    }
}
