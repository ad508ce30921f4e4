using Microsoft.AspNetCore.Components;
using MudBlazor;
using TaskRelay.Web.Agents;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Components.Live;
using TaskRelay.Web.Components.Parts;
using TaskRelay.Web.Settings.Repositories;

namespace TaskRelay.Web.Components.Pages;

/// <summary>Settings of one repository. What the viewer may do is asked of GitHub before each read and each change.</summary>
public sealed partial class RepositoryPage(
    RepositoryAccess access, RepositoryQueries queries, RepositoryRules rules, RepositoryStore store, AgentCatalogue agents) : CallerPage
{
    private readonly CancellationTokenSource _ended = new();
    private readonly IReadOnlyList<string> _agents = [.. agents.All().Select(agent => agent.Name)];
    private IReadOnlyDictionary<string, string[]> _errors = new Dictionary<string, string[]>();
    private RepositorySettingsView? _view;
    private RepositoryForm? _form;
    private string? _refusal;
    private bool _isStale;

    [Parameter]
    public string Owner { get; set; } = "";

    [Parameter]
    public string Name { get; set; } = "";

    /// <inheritdoc />
    protected override CancellationToken Ended => _ended.Token;

    private string FullName => _view?.Repository ?? $"{Owner}/{Name}";

    /// <inheritdoc />
    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await ReadAsync();
            StateHasChanged();
        }
    }

    private static void Allow(RepositoryForm form, string agent, bool on) => _ = on ? form.Allowed.Add(agent) : form.Allowed.Remove(agent);

    private IReadOnlyList<string> ModelsOf(string agent) => agents.Find(agent)?.Models ?? [];

    private Task ReadAsync() => ActAsync(async (caller, stop) =>
    {
        if (await FoundAsync(caller, stop) is { } found)
        {
            _view = await queries.ViewAsync(found.Place, found.MayChange, stop);
            (_form, _isStale, _errors) = (RepositoryForm.Of(_view), false, new Dictionary<string, string[]>());
        }
    });

    private Task SaveAsync() => ActAsync(async (caller, stop) =>
    {
        var change = rules.Canonical(_form!.Change());
        _errors = rules.Check(change);
        if (_errors.Count > 0 || await FoundAsync(caller, stop) is not { } found)
        {
            return;
        }

        if (!found.MayChange)
        {
            _view = _view! with { MayChange = false };
            Tell("You may no longer change these settings.", Severity.Warning);
            return;
        }

        if (!await store.SaveAsync(found.Place, change, caller.Actor(), stop))
        {
            _isStale = true;
            return;
        }

        _view = await queries.ViewAsync(found.Place, true, stop);
        (_form, _isStale) = (RepositoryForm.Of(_view), false);
        Tell("Saved. What waits there is judged by the new settings.");
    });

    private async Task<RepositoryLookup.Found?> FoundAsync(Caller caller, CancellationToken stop)
    {
        var lookup = await access.FindAsync(caller, Owner, Name, stop);
        _refusal = lookup switch
        {
            RepositoryLookup.Found => null,
            RepositoryLookup.Unknown(var message) => $"GitHub could not be asked what you may do there: {message}",
            _ => "The GitHub App is not installed on a repository of this name, or you can't write to it.",
        };
        if (lookup is RepositoryLookup.Missing)
        {
            // Access may have gone while the page was open: it shows nothing of it any more.
            (_view, _form) = (null, null);
        }

        return lookup as RepositoryLookup.Found;
    }
}
