using System.Globalization;
using System.Text;
using TaskRelay.Web.Data;
using TaskRelay.Web.Tasks.Queries;

namespace TaskRelay.Web.Tasks.Api;

/// <summary>Tasks as lines of a CSV file (RFC 4180). Titles and messages come from outside: none may become a formula.</summary>
public static class TaskCsv
{
    /// <summary>With a mark at the beginning, by which spreadsheets know the encoding.</summary>
    public static readonly Encoding Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: true);

    /// <summary>The names of the columns.</summary>
    public const string Head =
        "id,status,repository,issue,title,agent,model,priority,source,createdBy,attempt,createdAt,startedAt,completedAt,seconds,"
        + "inputTokens,outputTokens,costUsd,branch,pullRequest,pullRequestState,errorCode,errorMessage\r\n";

    /// <summary>A task's line.</summary>
    public static string Line(TaskView task) => string.Join(',', new[]
    {
        task.Id.ToString(),
        SnakeCase.Of(task.Status),
        Field(task.Repository.FullName),
        Number(task.Issue.Number),
        Field(task.Issue.Title),
        Field(task.Agent),
        Field(task.Model),
        SnakeCase.Of(task.Priority),
        SnakeCase.Of(task.Source),
        Field(task.CreatedBy.Login),
        Number(task.Attempt),
        Time(task.CreatedAt),
        Time(task.StartedAt),
        Time(task.CompletedAt),
        task is { StartedAt: { } start, CompletedAt: { } end } ? (end - start).TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture) : "",
        Number(task.Usage.InputTokens),
        Number(task.Usage.OutputTokens),
        task.Usage.CostUsd.ToString("0.######", CultureInfo.InvariantCulture),
        Field(task.Branch),
        Field(task.PullRequest?.Url),
        task.PullRequestState is { } state ? SnakeCase.Of(state) : "",
        Field(task.Error?.Code),
        Field(task.Error?.Message),
    }) + "\r\n";

    /// <summary>
    /// A text as a field. One that a spreadsheet would take for a formula gets an apostrophe before it, also where
    /// spaces or control characters stand first; what would end the field is quoted.
    /// </summary>
    public static string Field(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var first = text.AsSpan().TrimStart().TrimStart('\0');
        var isFormula = (first.Length > 0 && first[0] is '=' or '+' or '-' or '@' or '|' or '%' or '\uff1d' or '\uff0b' or '\uff0d' or '\uff20')
            || text[0] is '\t' or '\r' or '\n' or '\0';
        var safe = isFormula ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n'") >= 0 || safe[0] == ' ' ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset? moment) =>
        moment?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) ?? "";
}
