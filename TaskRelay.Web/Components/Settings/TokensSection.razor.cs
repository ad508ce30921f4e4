using Microsoft.AspNetCore.Components;
using MudBlazor;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Auth.Tokens;

namespace TaskRelay.Web.Components.Settings;

/// <summary>Personal API tokens. A token itself is held until its maker says that they have it, and no longer.</summary>
public sealed partial class TokensSection
{
    private static readonly (string Scope, string Words)[] Scopes =
    [
        (ApiScopes.TasksRead, "read your tasks, their logs, and what GitHub shows you"),
        (ApiScopes.TasksWrite, "start, stop and retry tasks"),
        (ApiScopes.ConfigWrite, "read and change your settings and credentials, but read no credential's value"),
    ];

    private readonly HashSet<string> _scopes = [ApiScopes.TasksRead];
    private IReadOnlyList<ApiTokenView>? _tokens;
    private IReadOnlyDictionary<string, string[]> _errors = new Dictionary<string, string[]>();
    private CreatedApiToken? _created;
    private string? _name;
    private int _days = 90;

    [Inject]
    private ApiTokenQueries Queries { get; set; } = default!;

    [Inject]
    private ApiTokenStore Store { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    /// <inheritdoc />
    protected override async Task LoadAsync(Caller caller, CancellationToken stop) => _tokens = await Queries.ListAsync(caller.Id, stop);

    private void Pick(string scope, bool isOn)
    {
        if (isOn)
        {
            _scopes.Add(scope);
        }
        else
        {
            _scopes.Remove(scope);
        }
    }

    private Task CreateAsync() => ActAsync(async (caller, stop) =>
    {
        var now = Clock.GetUtcNow();
        var wish = new ApiTokenRequest(_name, [.. _scopes], _days == 0 ? null : now.AddDays(_days));
        _errors = ApiTokenRules.Check(wish, now);
        if (_errors.Count > 0)
        {
            return;
        }

        _created = await Store.CreateAsync(caller, caller.Actor(), ApiTokenRules.NameOf(wish), ApiTokenRules.ScopesOf(wish), wish.ExpiresAt, stop);
        if (_created is null)
        {
            Tell($"You have {ApiTokenStore.MaxPerUser} living tokens; revoke one first.", Severity.Warning);
        }
        else
        {
            _name = null;
        }

        await LoadAsync(caller, stop);
    });

    private Task RevokeAsync(ApiTokenView token) => ActAsync(async (_, stop) =>
    {
        if (await Dialogs.ShowMessageBoxAsync(
                "Revoke this token?", $"Programs that use {token.Name} are refused from their next request on.", yesText: "Revoke", cancelText: "Cancel",
                options: new DialogOptions { CloseOnEscapeKey = true, MaxWidth = MaxWidth.ExtraSmall, FullWidth = true }) != true
            || await CallerAsync(stop) is not { } caller)
        {
            return;
        }

        await Store.RevokeAsync(caller, caller.Actor(), token.Id, stop);
        _created = _created?.Id == token.Id ? null : _created;
        Tell("Revoked.");
        await LoadAsync(caller, stop);
    });
}
