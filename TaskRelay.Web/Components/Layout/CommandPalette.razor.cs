using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Tasks.Queries;

namespace TaskRelay.Web.Components.Layout;

/// <summary>Pages and tasks by a few letters.</summary>
public sealed partial class CommandPalette(TaskQueries queries, SessionQueries sessions) : ComponentBase, IDisposable
{
    private const int MaxTasks = 8;

    private readonly CancellationTokenSource _ended = new();
    private IReadOnlyList<TaskView> _tasks = [];
    private string _words = "";
    private bool _isAdministrator;

    [CascadingParameter]
    private Task<AuthenticationState> Authentication { get; set; } = default!;

    private IEnumerable<NavEntry> Pages => NavEntry.For(_isAdministrator).Where(entry => entry.Text.Contains(_words.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc />
    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync() =>
        _isAdministrator = Caller.Of((await Authentication).User)?.IsAdministrator == true;

    private async Task LookAsync(ChangeEventArgs typed)
    {
        var words = _words = typed.Value as string ?? "";
        if (string.IsNullOrWhiteSpace(words))
        {
            _tasks = [];
            return;
        }

        // The session is asked again: an open page outlives it.
        var caller = await sessions.CurrentAsync((await Authentication).User, _ended.Token);
        var found = caller is null ? [] : (await queries.ListAsync(caller, new TaskFilter { Text = words }, MaxTasks, null, _ended.Token)).Items;

        // Letters typed meanwhile bring their own answer.
        if (words == _words)
        {
            _tasks = found;
        }
    }
}
