using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Demo;

/// <summary><c>demo --once</c>: writes one command as a person would, and tells what came of it.</summary>
internal sealed class DemoRun(IServiceProvider services, SimulatorInfo simulator, TextWriter output)
{
    private const string Command = "@taskrelay scribe please do what this issue asks for";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    /// <summary>0 when a pull request came of it; else 1, with the reason printed.</summary>
    public async Task<int> RunAsync(int issue, CancellationToken cancellationToken)
    {
        using var gitHub = new HttpClient { BaseAddress = simulator.Url };
        gitHub.DefaultRequestHeaders.UserAgent.ParseAdd("taskrelay-demo");
        var writer = simulator.Users.First(user => user.Login == "writer");
        gitHub.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", writer.Token);

        var watch = Stopwatch.StartNew();
        await output.WriteLineAsync($"{writer.Login} writes on {simulator.Repository}#{issue}: {Command}");
        using var posted = await gitHub.PostAsJsonAsync(
            $"repos/{simulator.Repository}/issues/{issue}/comments", new { body = Command }, cancellationToken);
        posted.EnsureSuccessStatusCode();
        var comment = await posted.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);

        var task = await WaitAsync(comment.GetProperty("id").GetInt64(), watch, cancellationToken);
        if (task is null)
        {
            await output.WriteLineAsync($"No end after {Patience.TotalSeconds:0} s.");
            return 1;
        }

        await WritePhasesAsync(task, cancellationToken);
        if (task.Status != RelayTaskStatus.Succeeded || task.PullRequestNumber is not { } number)
        {
            await output.WriteLineAsync($"No pull request: {SnakeCase.Of(task.Status)} {task.ErrorCode} {task.ErrorMessage} {task.Summary}");
            return 1;
        }

        await WriteDiffStatAsync(gitHub, number, cancellationToken);
        await output.WriteLineAsync($"Pull request: {task.PullRequestUrl}");
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"From the comment to the end: {watch.Elapsed.TotalSeconds:0.0} s"));
        return 0;
    }

    /// <summary>Follows the task to its end, and waits until the issue has been told.</summary>
    private async Task<RelayTask?> WaitAsync(long commentId, Stopwatch watch, CancellationToken cancellationToken)
    {
        var contexts = services.GetRequiredService<IDbContextFactory<RelayDbContext>>();
        var clock = services.GetRequiredService<TimeProvider>();
        string? shown = null;
        while (watch.Elapsed < Patience)
        {
            await using var context = await contexts.CreateDbContextAsync(cancellationToken);
            var task = await context.Tasks.FirstOrDefaultAsync(row => row.CommentId == commentId, cancellationToken);
            var look = task is null ? null : $"{SnakeCase.Of(task.Status)}{(task.ProgressPhase is { } phase ? $": {phase}" : "")}";
            if (look is not null && look != shown)
            {
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {watch.Elapsed.TotalSeconds,5:0.0} s  {look}"));
                shown = look;
            }

            if (task is not null && TaskMoves.IsTerminal(task.Status)
                && !await context.Outbox.AnyAsync(item => item.TaskId == task.Id && item.Sent < item.Wanted && !item.Dead, cancellationToken))
            {
                return task;
            }

            await Task.Delay(Poll, clock, cancellationToken);
        }

        return null;
    }

    private async Task WritePhasesAsync(RelayTask task, CancellationToken cancellationToken)
    {
        var contexts = services.GetRequiredService<IDbContextFactory<RelayDbContext>>();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var events = await context.Events
            .Where(line => line.TaskId == task.Id && line.Kind != TaskEventKind.Log)
            .OrderBy(line => line.Seq)
            .ToListAsync(cancellationToken);
        await output.WriteLineAsync("Phases:");
        foreach (var (line, next) in events.Zip(events.Skip(1)))
        {
            var name = line.Kind == TaskEventKind.Progress ? line.Stream : SnakeCase.Of(line.Status!.Value);
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {name,-22} {(next.At - line.At).TotalSeconds,6:0.00} s"));
        }
    }

    private async Task WriteDiffStatAsync(HttpClient gitHub, int number, CancellationToken cancellationToken)
    {
        var files = await gitHub.GetFromJsonAsync<JsonElement>($"repos/{simulator.Repository}/pulls/{number}/files", cancellationToken);
        await output.WriteLineAsync("Changes:");
        foreach (var file in files.EnumerateArray())
        {
            await output.WriteLineAsync(
                $"  {file.GetProperty("filename").GetString(),-40} +{file.GetProperty("additions").GetInt32()} -{file.GetProperty("deletions").GetInt32()}");
        }
    }
}
