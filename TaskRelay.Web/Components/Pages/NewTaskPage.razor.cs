using Microsoft.AspNetCore.Components;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Components.Live;
using TaskRelay.Web.Components.Parts;
using TaskRelay.Web.GitHubData;
using TaskRelay.Web.Queue;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tasks.Queries;
using TaskRelay.Web.Tasks.Requests;

namespace TaskRelay.Web.Components.Pages;

/// <summary>A wish for a task, in a form. Agents are looked at before the first paint where their providers are quick, GitHub is asked after it; the desk judges all of it anew.</summary>
public sealed partial class NewTaskPage(
    GitHubUserQueries gitHub, AgentStandings standings, TaskFigureQueries figures, TaskRequestDesk desk) : CallerPage
{
    private static readonly TimeSpan Past = TimeSpan.FromDays(90);

    private readonly CancellationTokenSource _ended = new();

    // Taken once: the source can't be asked any more when it is disposed, and what still runs then does ask.
    private CancellationToken _stop;

    /// <summary>One wish, however often its button is pressed.</summary>
    private string _key = Guid.NewGuid().ToString();

    private IReadOnlyList<GitHubRepository> _repositories = [];
    private IReadOnlyList<GitHubIssue> _issues = [];
    private IReadOnlyDictionary<string, string[]> _errors = new Dictionary<string, string[]>();
    private TaskEstimate? _estimate;
    private GitHubIssue? _issue;
    private string? _issuesTrouble;
    private string? _repositoriesTrouble;
    private string? _refusal;
    private string _repository = "";
    private string? _agent;
    private string? _model;
    private string? _instructions;
    private string? _baseBranch;
    private string _priority = "";
    private bool _isLoadingIssues;
    private bool _isLoading = true;
    private bool _isStarting;
    private bool _isEstimated;

    /// <summary>Which agents could run; null while nobody has looked. Kept from the first paint to the circuit, so that nothing jumps.</summary>
    [PersistentState]
    public IReadOnlyList<AgentStanding>? Readiness { get; set; }

    [SupplyParameterFromQuery(Name = "repository")]
    private string? WantedRepository { get; set; }

    [SupplyParameterFromQuery(Name = "issue")]
    private int? WantedIssue { get; set; }

    /// <inheritdoc />
    protected override CancellationToken Ended => _stop;

    private GitHubRepository? Known => _repositories.FirstOrDefault(one => one.FullName.Equals(_repository, StringComparison.OrdinalIgnoreCase));

    private AgentStanding? Standing => Readiness?.FirstOrDefault(one => one.Name == _agent);

    private string RepositoryHint => _isLoading ? "Reading your repositories from GitHub …"
        : _repositoriesTrouble ?? (_repositories.Count == 0
            ? "The GitHub App is installed on no repository that you can push to."
            : $"{_repositories.Count} that you can push to; type to find one.");

    /// <inheritdoc />
    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _stop = _ended.Token;
        _repository = WantedRepository?.Trim() ?? "";
        Take(Readiness ?? await BeforePaintAsync(standings.OfAsync));
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        await LookUpAsync(async (caller, stop) =>
        {
            var known = gitHub.RepositoriesAsync(caller, null, stop);
            var agents = Readiness is null ? standings.OfAsync(caller, stop) : null;
            switch (await known)
            {
                case GitHubRead<IReadOnlyList<GitHubRepository>>.Found(var all, _):
                    _repositories = [.. all.Where(one => one is { Archived: false, Permissions.Push: true })];
                    break;
                case GitHubRead<IReadOnlyList<GitHubRepository>>.Failed(var trouble):
                    _repositoriesTrouble = trouble.Message;
                    break;
            }

            _isLoading = false;
            if (_repository.Length == 0 && _repositories is [var only])
            {
                _repository = only.FullName;
            }

            if (agents is not null)
            {
                Take(await agents);
            }

            await LoadIssuesAsync(caller, stop);
            if (WantedIssue is { } number)
            {
                _issue = await IssueAsync(caller, number, stop);
            }

            await EstimateAsync(caller, stop);
        });
        StateHasChanged();
    }

    private void Take(IReadOnlyList<AgentStanding>? found)
    {
        Readiness = found;
        _agent ??= (found?.FirstOrDefault(one => one is { IsDefault: true, IsReady: true }) ?? found?.FirstOrDefault(one => one.IsReady) ?? found?.FirstOrDefault(one => one.IsDefault))?.Name;
    }

    private Task RepositoryAsync(string? typed)
    {
        (_repository, _issue, _issues, _issuesTrouble) = ((typed ?? "").Trim(), null, [], null);
        return LookUpAsync(async (caller, stop) =>
        {
            await LoadIssuesAsync(caller, stop);
            await EstimateAsync(caller, stop);
        });
    }

    private Task AgentAsync(string agent)
    {
        (_agent, _model) = (agent, null);
        return LookUpAsync(EstimateAsync);
    }

    private Task FindIssueAsync(int number) => LookUpAsync(async (caller, stop) =>
    {
        _issue = await IssueAsync(caller, number, stop);
        _issuesTrouble = _issue is null ? $"There is no issue #{number} in {_repository}, or you may not see it." : null;
    });

    private async Task<GitHubIssue?> IssueAsync(Caller caller, int number, CancellationToken stop) =>
        _issues.FirstOrDefault(one => one.Number == number)
        ?? (_repository.Split('/') is [var owner, var name]
            && await gitHub.IssueAsync(caller, owner, name, number, stop) is GitHubRead<GitHubIssue>.Found(var issue, _) ? issue : null);

    private async Task LoadIssuesAsync(Caller caller, CancellationToken stop)
    {
        if (_repository.Split('/') is not [var owner, var name])
        {
            return;
        }

        var asked = _repository;
        _isLoadingIssues = true;
        StateHasChanged();
        var read = await gitHub.OpenIssuesAsync(caller, owner, name, stop);
        _isLoadingIssues = false;
        if (asked == _repository)
        {
            _issues = read is GitHubRead<IReadOnlyList<GitHubIssue>>.Found(var all, _) ? all : [];
            _issuesTrouble = read switch
            {
                GitHubRead<IReadOnlyList<GitHubIssue>>.Failed({ IsNotFound: true }) => "There is no such repository, or you may not see it.",
                GitHubRead<IReadOnlyList<GitHubIssue>>.Failed(var trouble) => trouble.Message,
                _ => null,
            };
        }
    }

    private async Task EstimateAsync(Caller caller, CancellationToken stop)
    {
        var now = Clock.GetUtcNow();
        var agent = _agent;
        async Task<TaskFigure> PastAsync(string? repository) => (await figures.OfAsync(
            caller,
            new TaskHistoryFilter { Tasks = new TaskFilter { Agent = agent, Repository = repository, Statuses = [RelayTaskStatus.Succeeded] }, From = now - Past },
            now,
            stop)).All;
        _isEstimated = true;
        _estimate = agent is null ? null : TaskEstimate.Of(agent, _repository, _repository.Contains('/', StringComparison.Ordinal) ? await PastAsync(_repository) : null, await PastAsync(null));
    }

    private async Task StartAsync()
    {
        _isStarting = true;
        await ActAsync(PlaceAsync);
        _isStarting = false;
    }

    private async Task PlaceAsync(Caller caller, CancellationToken stop)
    {
        var wish = new TaskRequest
        {
            Repository = _repository.Length == 0 ? null : _repository,
            IssueNumber = _issue?.Number,
            Agent = _agent,
            Model = Given(_model),
            Priority = Enum.TryParse<TaskPriority>(_priority, out var priority) ? priority : null,
            Instructions = Given(_instructions),
            BaseBranch = Given(_baseBranch),
        };
        var result = await desk.PlaceAsync(wish, new TaskRequester(caller, caller.Actor(), TaskSource.Dashboard, _key), stop);
        (_errors, _refusal) = (result is TaskRequestResult.Invalid(var errors) ? errors.AsReadOnly() : new Dictionary<string, string[]>(), NewTaskWords.Of(result));
        switch (result)
        {
            case TaskRequestResult.Created(var task):
                Tell($"Started on {task.RepositoryFullName}#{task.IssueNumber}.");
                Navigation.NavigateTo($"/tasks/{task.Id}");
                break;
            case TaskRequestResult.Repeated(var task):
                Navigation.NavigateTo($"/tasks/{task.Id}");
                break;
            case TaskRequestResult.KeyReused:
                // Changed after it was sent: that is another wish.
                _key = Guid.NewGuid().ToString();
                break;
        }
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
