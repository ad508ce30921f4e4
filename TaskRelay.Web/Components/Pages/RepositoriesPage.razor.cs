using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using MudBlazor;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Components.Live;
using TaskRelay.Web.Components.Parts;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Ingest;
using TaskRelay.Web.Queue.Serving;

namespace TaskRelay.Web.Components.Pages;

/// <summary>Installations and repositories. GitHub is asked after the first paint, which shows what the store knows.</summary>
public sealed partial class RepositoriesPage(
    RepositoryDirectory directory, InstallationQueries recorded, ServedAccountStore served, GitHubAppSource apps, IOptionsMonitor<GitHubOptions> gitHub) : CallerPage
{
    private readonly CancellationTokenSource _ended = new();
    private RepositoriesWish _wish = new(null, null, 1);
    private IReadOnlyList<Installation> _recorded = [];
    private RepositoryListing? _listing;
    private bool _isAdministrator;

    [SupplyParameterFromQuery(Name = "error")]
    private string? Error { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Words { get; set; }

    [SupplyParameterFromQuery(Name = "state")]
    private string? State { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private int? PageNumber { get; set; }

    /// <inheritdoc />
    protected override CancellationToken Ended => _ended.Token;

    private string? InstallAddress => apps.Current.Slug is { } slug
        ? SafeLink.Of($"{gitHub.CurrentValue.WebBaseUrl.TrimEnd('/')}/apps/{Uri.EscapeDataString(slug)}/installations/new")
        : null;

    /// <inheritdoc />
    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        if (await CallerAsync(Ended) is { } caller)
        {
            _recorded = await recorded.OfAsync(caller.Id, Ended);
        }
    }

    /// <inheritdoc />
    protected override void OnParametersSet() => _wish = RepositoriesWish.Read(Words, State, PageNumber);

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await ReadAsync();
            StateHasChanged();
        }
    }

    private Task ReadAsync() => ActAsync(LoadAsync);

    private async Task LoadAsync(Caller caller, CancellationToken stop) =>
        (_isAdministrator, _listing) = (caller.IsAdministrator, await directory.OfAsync(caller, stop));

    private void Search(ChangeEventArgs typed) =>
        Navigation.NavigateTo((_wish with { Words = string.IsNullOrWhiteSpace(typed.Value as string) ? null : ((string)typed.Value).Trim(), Page = 1 }).Address);

    private Task ServeAsync(AppInstallation one) => SetAsync(one, true);

    private Task EndAsync(AppInstallation one) => SetAsync(one, false);

    private Task SetAsync(AppInstallation one, bool serve) => ActAsync(async (caller, stop) =>
    {
        if (!caller.IsAdministrator)
        {
            Tell("Only an administrator of this TaskRelay decides which accounts are served.", Severity.Warning);
            return;
        }

        await (serve ? served.ServeAsync(one.AccountId, one.Account, caller.Actor(), stop) : served.EndAsync(one.AccountId, one.Account, caller.Actor(), stop));
        await LoadAsync(caller, stop);
        Tell(serve ? $"{one.Account} is served: commands in its repositories are taken." : $"{one.Account} is no longer served. What runs there goes on to its end.");
    });
}
