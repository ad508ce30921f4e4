using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Prompts;
using TaskRelay.Web.Settings;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tasks.Queries;

namespace TaskRelay.Web.Callbacks.Prompting;

/// <summary>
/// The prompt of an attempt: made once, stored, and handed out as it is stored. What GitHub says meanwhile, or what its
/// texts become later, changes nothing.
/// </summary>
public sealed class AttemptPrompts(PromptSources sources, ConfigQueries settings, IWriteGate writes)
{
    private readonly PromptComposer _composer = new();
    private readonly ConcurrentDictionary<(Guid Task, int Attempt), Lazy<Task<GitHubAnswer<AttemptPrompt>>>> _making = new();

    /// <summary>The prompt, or that GitHub could not be asked for its parts.</summary>
    public async Task<GitHubAnswer<AttemptPrompt>> GetAsync(AttemptView view, long installationId, CancellationToken cancellationToken)
    {
        if (view.Attempt.Prompt is not null)
        {
            return new GitHubAnswer<AttemptPrompt>.Ok(AttemptPrompt.Of(view.Attempt));
        }

        // A worker that has lost its patience and asks again joins what is under way: its parts are read once.
        var key = (view.Task.Id, view.Attempt.Number);
        var making = _making.GetOrAdd(key, _ => new(() => Task.Run(() => MakeAsync(key, view, installationId), CancellationToken.None)));
        return await making.Value.WaitAsync(cancellationToken);
    }

    /// <summary>Without a caller's token: the calls to GitHub end in time by themselves.</summary>
    private async Task<GitHubAnswer<AttemptPrompt>> MakeAsync((Guid Task, int Attempt) key, AttemptView view, long installationId)
    {
        try
        {
            switch (await sources.GatherAsync(view.Task, installationId, CancellationToken.None))
            {
                case GitHubAnswer<PromptContext>.Ok ok:
                    return new GitHubAnswer<AttemptPrompt>.Ok(await StoreAsync(key, await ComposeAsync(view.Task, ok.Value), ok.Value.DistrustsHead));
                case GitHubAnswer<PromptContext>.Unavailable away:
                    return new GitHubAnswer<AttemptPrompt>.Unavailable(away.Message, away.RetryAt);
                default:
                    throw new InvalidOperationException("Unknown answer.");
            }
        }
        finally
        {
            _making.TryRemove(key, out _);
        }
    }

    private async Task<ComposedPrompt> ComposeAsync(RelayTask task, PromptContext context)
    {
        var choice = await settings.AgentAsync(task.CreatedById, task.Agent, CancellationToken.None);
        return _composer.Compose(new PromptInput
        {
            Repository = task.RepositoryFullName,
            IssueNumber = task.IssueNumber,
            IssueTitle = task.IssueTitle,
            IssueBody = task.IssueBody,
            IssueAuthor = task.IssueAuthor,
            IssueAuthorPermission = context.IssueAuthor,
            IsPullRequest = task.OnPullRequest,
            Instructions = task.Instructions,
            StandingInstructions = choice.Instructions,
            RequesterLogin = task.CreatedByLogin,
            BaseBranch = task.BaseBranch,
            Branch = task.Branch,
            Quotes = context.Quotes,
            Notes = context.Notes,
        });
    }

    private Task<AttemptPrompt> StoreAsync((Guid Task, int Attempt) key, ComposedPrompt prompt, bool distrustsHead)
    {
        var details = JsonSerializer.Serialize(
            new AttemptPromptDetails(
                [.. prompt.Parts.Select(part => new TaskPromptPart(
                    SnakeCase.Of(part.Origin), part.Author, part.Permission is { } permission ? SnakeCase.Of(permission) : null, part.Reference, part.Start, part.Length, part.Tokens, part.Cut))],
                [.. prompt.Removed.Select(kind => new TaskPromptRemoval(SnakeCase.Of(kind.Kind), kind.Pieces, kind.Characters, kind.Sample))]),
            JsonSerializerOptions.Web);

        // Two servers, or a server that came back, may have made one each: the first one's stays.
        return writes.WriteAsync(
            async (scope, token) =>
            {
                var attempt = await scope.Db.Attempts.FirstAsync(row => row.TaskId == key.Task && row.Number == key.Attempt, token);
                if (attempt.Prompt is null)
                {
                    attempt.Prompt = prompt.Text;
                    attempt.PromptHiddenRemoved = prompt.HiddenRemoved;
                    attempt.PromptDetails = details;
                    attempt.RestoresSettings = distrustsHead;
                    await scope.Db.SaveChangesAsync(token);
                }

                return AttemptPrompt.Of(attempt);
            },
            CancellationToken.None);
    }
}

/// <summary>What is stored of an attempt's prompt for its worker.</summary>
/// <param name="Text">The prompt, to the letter.</param>
/// <param name="RestoresSettings">Agents' settings are taken from the base branch.</param>
public sealed record AttemptPrompt(string Text, bool RestoresSettings)
{
    internal static AttemptPrompt Of(TaskAttempt attempt) => new(attempt.Prompt!, attempt.RestoresSettings);
}
