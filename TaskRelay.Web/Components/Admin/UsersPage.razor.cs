using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.Extensions;
using MudBlazor;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Auth.Tokens;
using TaskRelay.Web.Components.Live;
using TaskRelay.Web.Components.Parts;
using TaskRelay.Web.Http;

namespace TaskRelay.Web.Components.Admin;

/// <summary>Who has signed in, and the ways to shut somebody out.</summary>
public sealed partial class UsersPage(UserQueries queries, SessionStore sessions, ApiTokenStore tokens, SignedCursors cursors, IDialogService dialogs) : AdminPage
{
    private const int PageSize = 50;
    private static readonly DialogOptions Asking = new() { CloseOnEscapeKey = true, MaxWidth = MaxWidth.ExtraSmall, FullWidth = true };

    private UserListing? _page;
    private IReadOnlyList<string> _awaited = [];
    private string? _problem;
    private string? _text;

    [SupplyParameterFromQuery(Name = "q")]
    private string? Text { get; set; }

    [SupplyParameterFromQuery(Name = "before")]
    private string? Before { get; set; }

    private string? Words => Days.Given(Text);

    /// <inheritdoc />
    protected override void Take() => _text = Words;

    /// <inheritdoc />
    protected override void Forget() => (_page, _awaited) = (null, []);

    /// <inheritdoc />
    protected override async Task ReadForAdministratorAsync(Caller caller, CancellationToken cancellationToken)
    {
        var (words, before) = (Words, Before);
        UserPosition? after = null;
        string? problem = null;
        if (before is not null && (after = UserPosition.Parse(cursors.Open(UserPosition.List, before))) is null)
        {
            problem = "This address names a page that does not exist; here is the first one.";
        }

        var page = await queries.ListAsync(words, after, PageSize, cancellationToken);
        var awaited = await queries.AwaitedAsync(cancellationToken);
        if (words == Words && before == Before)
        {
            (_page, _awaited, _problem) = (page, awaited, problem);
        }
    }

    private void Apply() => Navigation.NavigateTo(Days.Given(_text) is { } words ? $"{AdminSection.Users}?q={Uri.EscapeDataString(words)}" : AdminSection.Users);

    private string Address(string? before)
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in new[] { ("q", Words), ("before", before) })
        {
            if (value is not null)
            {
                query.Add(name, value);
            }
        }

        return AdminSection.Users + query;
    }

    private Task EndSessionsAsync(UserView user) => AdministerAsync(async (self, stop) =>
    {
        var words = user.Id == self.Id
            ? "These are your own: you will be signed out, here too."
            : $"Their open pages leave within seconds, and GitHub is asked to revoke their user tokens.{(user.Tokens > 0 ? $" Their {Count(user.Tokens, "API token")} still {(user.Tokens == 1 ? "opens" : "open")} the API." : "")} They can sign in again.";
        if (await AskAsync($"End {Count(user.Sessions, "session")} of {user.Login}?", words, "End sessions") && await AdministratorAsync(stop) is { } caller)
        {
            Tell($"{Count(await sessions.EndAllAsync(user.Id, caller.Actor(), stop), "session")} ended.");
            await RefreshAsync();
        }
    });

    private Task RevokeTokensAsync(UserView user) => AdministerAsync(async (_, stop) =>
    {
        if (await AskAsync($"Revoke {Count(user.Tokens, "API token")} of {user.Login}?", "Programs that use them are refused from the next request on. This can't be undone; they can make new ones.", "Revoke tokens")
            && await AdministratorAsync(stop) is { } caller)
        {
            Tell($"{Count(await tokens.RevokeAllAsync(user.Id, caller.Actor(), stop), "API token")} revoked.");
            await RefreshAsync();
        }
    });

    private async Task<bool> AskAsync(string title, string words, string yes) =>
        await dialogs.ShowMessageBoxAsync(SafeText.Of(title), words, yesText: yes, cancelText: "Cancel", options: Asking) == true;

    private static string Count(int count, string one) => $"{count} {one}{(count == 1 ? "" : "s")}";
}
