namespace TaskRelay.Web.Settings.Repositories;

/// <summary>What a repository's settings mean for who writes a command there, in Markdown of our own making.</summary>
public static class RepositoryWords
{
    /// <summary>Sentences for the answer to <c>help</c> and to a command that can't be followed; null where nothing was decided.</summary>
    public static string? Of(RepositorySettings? row)
    {
        if (row is null)
        {
            return null;
        }

        if (!row.Enabled)
        {
            return "In this repository its administrators have switched TaskRelay off: tasks are rejected.";
        }

        var words = new List<string>();
        if (RepositoryQueries.AllowedOf(row.AllowedAgents) is { } allowed)
        {
            words.Add($"agents {string.Join(", ", allowed.Select(Code))}");
        }

        if (row.DefaultAgent is { } agent)
        {
            words.Add($"{Code(agent)}{(row.Model is { } model ? $" with {Code(model)}" : "")} unless a command names another");
        }

        if (row.BaseBranch is { } branch)
        {
            words.Add($"work begins at {Code(branch)}");
        }

        if (row.TaskTimeoutMinutes is { } minutes)
        {
            words.Add($"at most {minutes} minutes");
        }

        if (row.Commanders == RepositoryCommanders.Admin)
        {
            words.Add("only its administrators command");
        }

        if (row.PausedAt is not null)
        {
            words.Add($"paused{(row.PauseReason is null ? "" : $" ({Code(row.PauseReason)})")}: what is asked for waits");
        }

        return words.Count == 0 ? null : $"In this repository: {string.Join("; ", words)}.";
    }

    /// <summary>As code, which mentions nobody; a backtick in it would end it.</summary>
    private static string Code(string text) => $"`{text.Replace('`', '\'')}`";
}
