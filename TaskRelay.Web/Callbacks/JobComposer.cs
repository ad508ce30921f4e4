using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TaskRelay.Contracts;
using TaskRelay.Web.Agents;
using TaskRelay.Web.Callbacks.Prompting;
using TaskRelay.Web.Data;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Runners;
using TaskRelay.Web.Settings;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Callbacks;

/// <summary>Puts together what a worker needs. The prompt is made once for an attempt and kept; the token is fresh at each reading.</summary>
public sealed class JobComposer(
    AgentCatalogue agents,
    InstallationTokens tokens,
    GitHubAppSource app,
    IOptionsMonitor<GitHubOptions> gitHub,
    IOptionsMonitor<TaskOptions> tasks,
    IOptionsMonitor<RunnerOptions> runners,
    AgentKeys keys,
    AttemptPrompts prompts,
    LogBudget log,
    IDbContextFactory<RelayDbContext> contexts)
{
    private static readonly TimeSpan TokenLife = TimeSpan.FromMinutes(10);

    /// <summary>The job, or why GitHub gave no token for it.</summary>
    public async Task<GitHubAnswer<WorkerJob>> ComposeAsync(AttemptView view, CancellationToken cancellationToken)
    {
        var task = view.Task;
        if (task.InstallationId is not { } installation)
        {
            return new GitHubAnswer<WorkerJob>.Unavailable("The installation is not known yet.", null);
        }

        var minted = await tokens.ForWorkAsync(installation, task.RepositoryId, TokenLife, cancellationToken);
        if (minted is not GitHubAnswer<InstallationToken>.Ok { Value: var token })
        {
            return minted.Then<InstallationToken, WorkerJob>(_ => throw new InvalidOperationException("A minted token is not a failure."));
        }

        return await prompts.GetAsync(view, installation, cancellationToken) switch
        {
            GitHubAnswer<AttemptPrompt>.Ok ok => new GitHubAnswer<WorkerJob>.Ok(await ComposeAsync(view, token, ok.Value, cancellationToken)),
            GitHubAnswer<AttemptPrompt>.Unavailable away => new GitHubAnswer<WorkerJob>.Unavailable(away.Message, away.RetryAt),
            _ => throw new InvalidOperationException("Unknown answer."),
        };
    }

    private async Task<WorkerJob> ComposeAsync(AttemptView view, InstallationToken token, AttemptPrompt prompt, CancellationToken cancellationToken)
    {
        var task = view.Task;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var logBytes = await log.OfAsync(db, task.Id, view.Attempt.Number, cancellationToken);
        var web = gitHub.CurrentValue.WebBaseUrl.TrimEnd('/');
        var clone = (gitHub.CurrentValue.CloneBaseUrl ?? web).TrimEnd('/');
        return new WorkerJob
        {
            TaskId = task.Id,
            Attempt = view.Attempt.Number,
            Repository = new JobRepository(task.RepositoryOwner, task.RepositoryName, task.RepositoryFullName, $"{web}/{task.RepositoryFullName}"),
            CloneUrl = $"{clone}/{task.RepositoryFullName}.git",
            ApiBaseUrl = gitHub.CurrentValue.ApiBaseUrl.TrimEnd('/'),
            BaseBranch = task.BaseBranch,
            Branch = task.Branch,
            Prompt = prompt.Text,
            RestoreFromBase = prompt.RestoresSettings ? AgentSettings.Names : [],
            Agent = await AgentAsync(task, cancellationToken),
            Limits = new JobLimits(view.Attempt.TimeLimitSeconds ?? (int)tasks.CurrentValue.Timeout.TotalSeconds, logBytes),
            Token = new JobToken(token.Value, token.ExpiresAt),
            Commit = Commit(task),
            PullRequest = PullRequest(task),
            // The operator's choice is about this machine; elsewhere the worker finds out what it can build.
            Sandbox = task.Runner == "local" ? runners.CurrentValue.Local.Sandbox : "auto",
        };
    }

    private async Task<JobAgent> AgentAsync(RelayTask task, CancellationToken cancellationToken)
    {
        var agent = agents.Find(task.Agent, task.Model) ?? throw new InvalidOperationException($"Agent {task.Agent} left the catalogue after admission.");
        var environment = agent.Environment.ToDictionary();
        var secrets = await keys.ForAsync(agent, task.CreatedById, cancellationToken);
        foreach (var (name, value) in secrets.Values)
        {
            environment[name] = value;
        }

        return new JobAgent
        {
            Name = agent.Name,
            Command = [agent.Command, .. agent.Arguments, .. task.Model is null ? [] : agent.ModelArguments],
            Environment = environment,
            SecretNames = [.. secrets.Values.Keys],
            Output = agent.Output,
            Network = agent.NeedsNetwork,
            Model = agent.Spelling(task.Model),
            HomeFiles = [.. agent.HomeFiles.Select(file => new JobFile(file.Path, file.Content))],
            SetAside = agent.SetAside,
            Price = agent.PriceOf(task.Model) is { } price ? new JobPrice(price.Input, price.CachedInput ?? price.Input, price.Output) : null,
        };
    }

    private JobCommit Commit(RelayTask task)
    {
        // The numeric form of the noreply address: one without the id can be taken by somebody else later.
        var bot = app.Current.BotLogin ?? "taskrelay[bot]";
        return new JobCommit(
            $"{task.IssueTitle.ReplaceLineEndings(" ")} (#{task.IssueNumber})",
            bot,
            app.Current.AppId is { } id ? $"{id}+{bot}@users.noreply.github.com" : $"{bot}@users.noreply.github.com",
            [
                $"Co-authored-by: {task.CreatedByLogin} <{task.CreatedById}+{task.CreatedByLogin}@users.noreply.github.com>",
                $"Task-Id: {task.Id}",
            ]);
    }

    private static JobPullRequest PullRequest(RelayTask task) => new()
    {
        Number = task.OnPullRequest ? task.IssueNumber : null,
        Title = task.IssueTitle.ReplaceLineEndings(" "),
        Intro = $"Closes #{task.IssueNumber}\n\nRequested by @{task.CreatedByLogin}.",
        Reviewer = task.CreatedByLogin,
        Marker = $"<!-- taskrelay:pull:{task.Id} -->",
    };
}
