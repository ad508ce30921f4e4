using System.Text;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Notifications;

/// <summary>Words the one comment that a task has, and the mention at an end without a pull request. Pure.</summary>
public static class StatusComposer
{
    /// <summary>The status comment, without its marker.</summary>
    public static string Status(StatusFacts facts)
    {
        var task = facts.Task;
        var text = new StringBuilder();
        text.Append(Headline(facts)).Append("\n\n");
        if (task.Status == RelayTaskStatus.Queued && task.WaitReason is { Length: > 0 } reason)
        {
            text.Append("Waiting: ").Append(CommentText.Inline(reason)).Append("\n\n");
        }

        if (TaskMoves.IsTerminal(task.Status))
        {
            AppendEnd(text, facts);
        }

        return text.Append(Footer(facts)).ToString();
    }

    /// <summary>The short comment that tells who asked. GitHub notifies nobody of an edited comment.</summary>
    public static string Mention(StatusFacts facts)
    {
        var task = facts.Task;
        var end = task.Status switch
        {
            RelayTaskStatus.Succeeded => "is done and has no pull request",
            RelayTaskStatus.Failed => "failed",
            RelayTaskStatus.TimedOut => "ran out of time",
            RelayTaskStatus.Rejected => "was not started",
            _ => "was stopped",
        };
        var why = (task.ErrorMessage ?? task.StopReason) is { Length: > 0 } message ? $" {Sentence(CommentText.Inline(message, 300))}" : "";
        return $"{Ping(task.CreatedByLogin)}: this task {end}.{why} The comment above has the details, and so does [its page]({facts.TaskPage}).";
    }

    private static string Headline(StatusFacts facts)
    {
        var task = facts.Task;
        var agent = CommentText.Code(task.Agent);
        return task.Status switch
        {
            RelayTaskStatus.Queued when task.Attempt > 1 => $"⏳ **Queued again** for {agent}: attempt {task.Attempt} of {task.MaxAttempts}{Place(facts)}.",
            RelayTaskStatus.Queued => $"⏳ **Queued** for {agent}{Place(facts)}.",
            RelayTaskStatus.Running => $"🔧 **Running** with {agent}: {Phase(task.ProgressPhase)}{Progress(task)}.",
            RelayTaskStatus.Stopping => $"⏹️ **Stopping** {agent}.",
            RelayTaskStatus.Succeeded => Success(task),
            RelayTaskStatus.Failed => $"❌ **Failed**{While(task)}.",
            RelayTaskStatus.TimedOut => $"⌛ **Out of time**{While(task)}.",
            RelayTaskStatus.Stopped => $"⏹️ **Stopped.**{(task.StopReason is { } why ? $" {CommentText.Inline(why)}" : "")}",
            _ => "🚫 **Not started.**",
        };
    }

    private static string Success(RelayTask task) => task switch
    {
        { OnPullRequest: true, CommitSha: { } sha } => $"✅ **Done**: pushed {CommentText.Code(sha[..Math.Min(sha.Length, 12)])} to this pull request.",
        { PullRequestUrl: { } url, PullRequestNumber: { } number } => $"✅ **Done**: [pull request #{number}]({url}).",
        { PullRequestUrl: { } url } => $"✅ **Done**: [pull request]({url}).",
        _ => "✅ **Done**, with no change to make.",
    };

    private static void AppendEnd(StringBuilder text, StatusFacts facts)
    {
        var task = facts.Task;
        if (task.Status is RelayTaskStatus.Failed or RelayTaskStatus.TimedOut or RelayTaskStatus.Rejected)
        {
            if (task.ErrorMessage is { Length: > 0 } message)
            {
                text.Append(CommentText.Inline(message, 2_000)).Append("\n\n");
            }

            text.Append("**What to do:** ").Append(Remedies.For(task.ErrorCode)).Append("\n\n");
        }

        if (task.Status != RelayTaskStatus.Succeeded)
        {
            if (task is { PullRequestUrl: { } url, OnPullRequest: false })
            {
                text.Append($"A [pull request]({url}) was opened all the same.\n\n");
            }
            else if (task.CommitSha is not null)
            {
                text.Append("What was done so far is on the branch ").Append(CommentText.Code(task.Branch)).Append(".\n\n");
            }

            text.Append(RetryHint(facts)).Append("\n\n");
        }

        if (task.Summary is { Length: > 0 } summary)
        {
            text.Append(CommentText.Quote(summary)).Append("\n\n");
        }
    }

    private static string RetryHint(StatusFacts facts)
    {
        var task = facts.Task;
        return task.Attempt < task.MaxAttempts
            ? $"`@{facts.Mention} retry` tries again: {task.Attempt} of {task.MaxAttempts} attempts are used."
            : $"All {task.MaxAttempts} attempts are used; a new `@{facts.Mention}` command starts afresh.";
    }

    /// <summary>What TaskRelay measured, apart from what the agent says.</summary>
    private static string Footer(StatusFacts facts)
    {
        var task = facts.Task;
        var parts = new List<string>();
        if (task is { StartedAt: { } started, CompletedAt: { } completed })
        {
            parts.Add(Duration(completed - started));
        }

        if (TaskMoves.IsTerminal(task.Status) && task.InputTokens + task.OutputTokens > 0)
        {
            parts.Add($"{Count(task.InputTokens)} tokens in, {Count(task.OutputTokens)} out");
        }

        if (TaskMoves.IsTerminal(task.Status) && task.CostUsd > 0)
        {
            parts.Add(task.CostUsd < 0.01 ? "under $0.01" : $"${task.CostUsd:0.00}");
        }

        parts.Add($"[task page]({facts.TaskPage})");
        return string.Join(" · ", parts);
    }

    private static string Place(StatusFacts facts) => facts.PlaceInLine switch
    {
        null => "",
        1 => ", next in line",
        var place => $", number {place} in line",
    };

    private static string Phase(string? phase) => phase switch
    {
        "preparing" => "preparing",
        "cloning" => "cloning the repository",
        "running_agent" => "the agent is at work",
        "pushing" => "pushing the branch",
        "opening_pull_request" => "opening the pull request",
        _ => "starting a worker",
    };

    private static string Progress(RelayTask task) =>
        task is { ProgressPhase: not null, ProgressMessage: { Length: > 0 } message } ? $" ({CommentText.Inline(message, 200)})" : "";

    private static string While(RelayTask task) => task.ErrorPhase is { Length: > 0 } phase ? $" while {Doing(phase)}" : "";

    private static string Doing(string phase) => phase switch
    {
        "running_agent" => "the agent was at work",
        "cloning" or "pushing" or "opening_pull_request" or "preparing" => Phase(phase),
        _ => CommentText.Inline(phase, 40),
    };

    private static string Sentence(string text) => text.EndsWith('.') || text.EndsWith('!') || text.EndsWith('?') ? text : text + ".";

    /// <summary>A real mention, and nothing but one: a login that could be more is shown as code.</summary>
    private static string Ping(string login) =>
        login.Length is > 0 and <= 60 && login.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_') ? $"@{login}" : CommentText.Code(login);

    private static string Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: < 60 } => $"{Math.Max(0, (int)time.TotalSeconds)} s",
        { TotalHours: < 1 } => $"{(int)time.TotalMinutes} min {time.Seconds} s",
        _ => $"{(int)time.TotalHours} h {time.Minutes} min",
    };

    private static string Count(long tokens) => tokens switch
    {
        < 1_000 => $"{tokens}",
        < 1_000_000 => $"{tokens / 1_000.0:0.#}k",
        _ => $"{tokens / 1_000_000.0:0.#}M",
    };
}
