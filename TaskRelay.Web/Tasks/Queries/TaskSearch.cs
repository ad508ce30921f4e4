namespace TaskRelay.Web.Tasks.Queries;

/// <summary>
/// What <c>q</c> means: each of its words begins a word of the title, the repository or the instructions, or is the
/// issue's number. Case does not matter.
/// </summary>
public sealed class TaskSearch
{
    /// <summary>More words than anybody types; the rest is not looked at.</summary>
    private const int MaxWords = 10;

    public TaskSearch(string? text)
    {
        Words = text?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(MaxWords).ToArray() ?? [];
    }

    /// <summary>The words asked for.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>A word that is a number, with or without <c>#</c>.</summary>
    public static int? NumberOf(string word) =>
        int.TryParse(word.AsSpan(word is ['#', ..] ? 1 : 0), System.Globalization.NumberStyles.None, null, out var number) ? number : null;

    /// <summary>Whether a task is meant.</summary>
    public bool Matches(TaskView task) => Words.All(word =>
        NumberOf(word) == task.Issue.Number
        || Begins(task.Issue.Title, word)
        || Begins(task.Repository.FullName, word)
        || Begins(task.Instructions, word));

    private static bool Begins(string text, string word)
    {
        for (var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase); at >= 0;
             at = at + 1 < text.Length ? text.IndexOf(word, at + 1, StringComparison.OrdinalIgnoreCase) : -1)
        {
            if (at == 0 || !char.IsLetterOrDigit(text[at - 1]))
            {
                return true;
            }
        }

        return false;
    }
}
