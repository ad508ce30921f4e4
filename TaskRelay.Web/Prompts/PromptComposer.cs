using System.Security.Cryptography;

namespace TaskRelay.Web.Prompts;

/// <summary>
/// Writes the prompt of a task: the contract with the agent, what the requester wants, and GitHub's texts as data. Pure
/// but for the boundary around the data, which must be a surprise to whoever wrote it.
/// </summary>
/// <param name="boundary">Makes a boundary of at least 16 characters; by default 128 random bits in hex.</param>
public sealed class PromptComposer(Func<string>? boundary = null)
{
    /// <summary>
    /// Tokens of a whole prompt, at most: by the estimate's rule 116,000 bytes, which fit the 128 KiB that Linux grants one
    /// argument.
    /// </summary>
    public const int MostTokens = 29_000;

    private const int MinBoundary = 16;
    private const int TitleTokens = 150;
    private const int BodyTokens = 10_000;
    private const int StandingTokens = 1_500;
    private const int InstructionsTokens = 10_000;

    /// <summary>For headings, the issue's fence and sentences on what was left out.</summary>
    private const int Reserve = 1_000;

    private readonly Func<string> _boundary = boundary ?? (() => RandomNumberGenerator.GetHexString(32, lowercase: true));

    /// <summary>The whole prompt.</summary>
    public ComposedPrompt Compose(PromptInput input)
    {
        var mark = _boundary();
        ArgumentOutOfRangeException.ThrowIfLessThan(mark.Length, MinBoundary, nameof(boundary));
        var head = PromptContract.Head(input, mark);
        var material = new PromptMaterial(mark, MostTokens - TokenEstimate.Of(head) - Reserve);
        var thing = input.IsPullRequest ? "pull request" : "issue";

        // Who is served first, when there is not enough room for all: what was asked, what it is about, what was said.
        var title = material.Take($"{thing}'s title", HiddenContent.RemoveFromPlainText(PromptContract.OneLine(input.IssueTitle), material.Removed).Text, TitleTokens);
        var standing = material.Take("standing instructions", Visible(input.StandingInstructions), StandingTokens);
        var instructions = material.Take("instructions", Visible(input.Instructions), InstructionsTokens);
        var body = material.Take($"{thing}'s text", Visible(input.IssueBody), BodyTokens);
        var quotes = PromptSection.Rank
            .Select(origin => PromptSection.Talk.Append(PromptSection.Guidance).Single(section => section.Origin == origin))
            .ToDictionary(section => section, section => section.Pick([.. input.Quotes.Where(quote => quote.Origin == section.Origin)], material));

        var text = new PromptText().AddOwn(head);
        AddInstructions(text, input, standing, instructions);
        AddSection(text, PromptSection.Guidance, quotes[PromptSection.Guidance], mark);
        AddIssue(text, input, title, body, mark);
        foreach (var section in PromptSection.Talk)
            AddSection(text, section, quotes[section], mark);
        IReadOnlyList<string> cuts = [.. input.Notes, .. material.Cuts];
        if (cuts.Count > 0)
            text.Add("\n").AddOwn(string.Concat(cuts.Select(cut => cut + "\n")));
        return new(text.ToString(), text.Parts, material.Removed.Kinds, cuts);

        string Visible(string? markdown) => HiddenContent.Remove(markdown ?? "", material.Removed).Text;
    }

    private static void AddInstructions(PromptText text, PromptInput input, CutText standing, CutText instructions)
    {
        if (standing.Text.Length > 0)
        {
            text.Add($"Each time, from {input.RequesterLogin}'s settings:\n")
                .AddPart(PromptOrigin.StandingInstructions, input.RequesterLogin, PromptPermission.Write, null, standing)
                .Add("\n\nThis time:\n");
        }
        if (instructions.Text.Length == 0)
            text.AddOwn($"None beyond the {(input.IsPullRequest ? "pull request" : "issue")}: do what it asks for.\n");
        else
            text.AddPart(PromptOrigin.Instructions, input.RequesterLogin, PromptPermission.Write, null, instructions).Add("\n");
    }

    private static void AddIssue(PromptText text, PromptInput input, CutText title, CutText body, string mark)
    {
        var (name, thing) = input.IsPullRequest ? ("Pull request", "pull request") : ("Issue", "issue");
        var author = input.IssueAuthor is { } login ? PromptContract.Name(login) : null;
        var quote = new PromptQuote { Origin = PromptOrigin.IssueBody, Text = "", Author = author, Permission = input.IssueAuthorPermission };
        text.Add($"\n# The {thing}\n\n")
            .Add(PromptContract.Begin(quote, $"{thing} #{input.IssueNumber}", mark))
            .Add($"{name}: #{input.IssueNumber} ")
            .AddPart(PromptOrigin.IssueTitle, author, input.IssueAuthorPermission, null, title)
            .Add($"\nOpened by: {author ?? "unknown"}\n\n");
        if (body.Text.Length == 0)
            text.AddOwn($"(The {thing} has no text.)");
        else
            text.AddPart(PromptOrigin.IssueBody, author, input.IssueAuthorPermission, null, body);
        text.Add(PromptContract.End(quote.IsTrusted, mark));
    }

    private static void AddSection(PromptText text, PromptSection section, IReadOnlyList<(PromptQuote Quote, CutText Text)> quotes, string mark)
    {
        if (quotes.Count == 0)
            return;
        text.Add($"\n# {section.Heading}\n");
        foreach (var (quote, words) in quotes)
        {
            text.Add("\n").Add(PromptContract.Begin(quote, section.Noun, mark))
                .AddPart(section.Origin, quote.Author is { } login ? PromptContract.Name(login) : null, quote.Author is null ? null : quote.Permission, quote.Reference, words)
                .Add(PromptContract.End(quote.IsTrusted, mark));
        }
    }
}
