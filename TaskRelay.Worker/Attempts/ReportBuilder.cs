using TaskRelay.Contracts;
using TaskRelay.Worker.Agents;
using TaskRelay.Worker.Git;

namespace TaskRelay.Worker.Attempts;

/// <summary>Gathers what is known as the attempt goes on, so that each end tells as much as there is.</summary>
internal sealed class ReportBuilder(WorkerJob job, AttemptSecrets secrets)
{
    private const int LongestSummary = 4000;
    private const int LongestMessage = 2000;
    private string? _pushed;

    /// <summary>The agent's run, once it has ended.</summary>
    public AgentResult? Agent { get; set; }

    /// <summary>Size of the patch that was kept because the push was refused.</summary>
    public long? KeptPatch { get; set; }

    public void Pushed(string sha) => _pushed = sha;

    public CompletionReport Succeeded(string prUrl, ChangeSize size) =>
        Build(ReportStatus.Succeeded, Said(size.ToString())) with { PrUrl = prUrl };

    public CompletionReport NothingChanged() => Build(ReportStatus.Succeeded, Said("The agent made no change, so there is nothing to push."));

    public CompletionReport Stopped() => Build(ReportStatus.Stopped, null);

    public CompletionReport TimedOut(string message, string phase) =>
        Build(ReportStatus.TimedOut, Said(null), new ReportedError(ErrorCodes.TimedOut, Message(message), phase));

    public CompletionReport Failed(AttemptFailure failure, string phase)
    {
        var kept = KeptPatch is { } size ? $"The work is kept on the runner as work.patch ({Spoken.Size(size)})." : null;
        var told = Agent?.Outcome.Error is { } error && error.Code == failure.Code ? error : null;
        return Build(
            ReportStatus.Failed,
            Said(kept),
            new ReportedError(failure.Code, Message(failure.Message), phase, failure.IsPassing || told?.Passing is true, told?.RetryAt));
    }

    private CompletionReport Build(string status, string? summary, ReportedError? error = null) => new()
    {
        TaskId = job.TaskId,
        Attempt = job.Attempt,
        Status = status,
        Branch = _pushed is null ? null : job.Branch,
        CommitSha = _pushed,
        Summary = summary,
        Usage = Agent?.Outcome.Usage,
        Error = error,
    };

    /// <summary>What TaskRelay has to say, then what the agent says.</summary>
    private string? Said(string? own)
    {
        var said = secrets.Redact(Agent?.Outcome.Summary?.Trim() ?? "");
        var parts = ((string?[])[own, said]).Where(part => !string.IsNullOrEmpty(part));
        var text = string.Join("\n\n", parts);
        return text.Length == 0 ? null : Spoken.Shorten(text, LongestSummary);
    }

    private string Message(string message) => Spoken.Shorten(secrets.Redact(message), LongestMessage);
}
