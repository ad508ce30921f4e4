using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Options;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Components.Layout;
using TaskRelay.Web.Components.Live;
using TaskRelay.Web.Components.Parts;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Http;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tasks.Queries;

namespace TaskRelay.Web.Components.Pages;

/// <summary>The caller's tasks, newest first, live. What is shown is all in the address.</summary>
public sealed partial class TasksPage(
    TaskQueries queries,
    SignedCursors cursors,
    SessionQueries sessions,
    TaskChanges changes,
    TimeProvider clock,
    IOptionsMonitor<GitHubOptions> gitHub,
    NavigationManager navigation,
    ILogger<TasksPage> logger) : ComponentBase, IAsyncDisposable
{
    private const int PageSize = 50;

    // Listens before the first read: a change between the two is not missed.
    private readonly LiveLoop _live = new(changes.Subscribe(), clock);
    private TaskFilter _filter = new();
    private TaskListing? _page;
    private DateTimeOffset _readAt;
    private DateTimeOffset? _staleSince;
    private string? _problem;
    private string? _words;

    [SupplyParameterFromQuery(Name = "status")]
    private string[]? StatusNames { get; set; }

    [SupplyParameterFromQuery(Name = "repository")]
    private string? Repository { get; set; }

    [SupplyParameterFromQuery(Name = "agent")]
    private string? Agent { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Text { get; set; }

    [SupplyParameterFromQuery(Name = "before")]
    private string? Before { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = default!;

    private string? Next => _page?.Next is { } next ? cursors.Seal(TaskLists.Tasks, next) : null;

    private string Mention => gitHub.CurrentValue.Mention;

    private bool IsFiltered => _filter is not { Statuses.Count: 0, Repository: null, Agent: null, Text: null };

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _live.DisposeAsync();

    /// <inheritdoc />
    protected override async Task OnParametersSetAsync()
    {
        _filter = TasksAddress.Read(StatusNames, Repository, Agent, Text);
        _words = Text;
        await ReadAsync(_live.Ended);
    }

    /// <inheritdoc />
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _live.Start(LookAsync);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ReadAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The page goes on showing what it has, says since when, and looks again.
            Log.Unreadable(logger, exception);
            _staleSince = _readAt;
        }

        StateHasChanged();
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var (filter, before) = (_filter, Before);
        if (await sessions.CurrentAsync((await Authentication).User, cancellationToken) is not { } caller)
        {
            navigation.NavigateTo(SignInAddress.For(navigation), forceLoad: true);
            return;
        }

        Guid? after = null;
        _problem = null;
        if (before is not null && (after = cursors.OpenGuid(TaskLists.Tasks, before)) is null)
        {
            _problem = "This address names a page that does not exist; here are the newest tasks.";
        }

        var page = await queries.ListAsync(caller, filter, PageSize, after, cancellationToken);

        // Somebody may have chosen another filter meanwhile: its own read brings its own page.
        if (ReferenceEquals(filter, _filter) && before == Before)
        {
            (_page, _readAt, _staleSince) = (page, clock.GetUtcNow(), null);
        }
    }

    private void Search() => navigation.NavigateTo(TasksAddress.Of(_filter with { Text = string.IsNullOrWhiteSpace(_words) ? null : _words.Trim() }, null));

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The list of tasks could not be read.")]
        public static partial void Unreadable(ILogger logger, Exception exception);
    }
}
