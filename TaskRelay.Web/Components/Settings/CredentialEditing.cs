using Microsoft.AspNetCore.Components;
using MudBlazor;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Settings;
using TaskRelay.Web.Settings.Checks;
using TaskRelay.Web.Settings.Editing;

namespace TaskRelay.Web.Components.Settings;

/// <summary>Storing, testing and removing of credentials, for the parts of the settings that show some.</summary>
public sealed class CredentialEditing(CredentialDesk desk, CredentialTests tests, IDialogService dialogs)
{
    private static readonly DialogOptions Asking = new() { CloseOnEscapeKey = true, MaxWidth = MaxWidth.ExtraSmall, FullWidth = true };

    private readonly Dictionary<string, CredentialState> _states = new(StringComparer.Ordinal);

    /// <summary>What happened to one.</summary>
    public CredentialState Of(string name) => _states.GetValueOrDefault(name) ?? new CredentialState();

    /// <summary>Whether its provider can be asked.</summary>
    public bool CanAsk(string name) => tests.CanAsk(name);

    /// <summary>Stores a value in the place of the one that is shown, or removes that; true when it was taken.</summary>
    public async Task<bool> SaveAsync(Caller caller, CredentialView shown, string? value, CancellationToken stop)
    {
        var saving = await desk.SaveAsync(caller.Id, shown.Name, value, shown.UpdatedAt, caller.Actor(), stop);
        _states[shown.Name] = saving switch
        {
            CredentialSaving.Invalid(var message) => new CredentialState(Fault: message),
            CredentialSaving.Changed => new CredentialState(HasChanged: true),
            _ => new CredentialState(),
        };
        return saving is CredentialSaving.Saved;
    }

    /// <summary>Asks the provider about a value that was typed, or about the stored one.</summary>
    public async Task TestAsync(Caller caller, string name, string? typed, string? flyApp, CancellationToken stop)
    {
        if (typed is not null && SecretRules.Fault(typed) is { } fault)
        {
            _states[name] = new CredentialState(Fault: fault);
            return;
        }

        var value = typed is null ? null : SecretRules.Trimmed(typed);
        _states[name] = new CredentialState(name == FlyToken.Name
            ? await tests.AskFlyAsync(caller.Id, value, flyApp, stop)
            : await tests.AskAsync(caller.Id, name, value, stop));
    }

    /// <summary>Asks once.</summary>
    public async Task<bool> MayRemoveAsync(string name) => await dialogs.ShowMessageBoxAsync(
        "Remove this credential?", $"{name} is deleted. Tasks that need it are refused until there is another.", yesText: "Remove", cancelText: "Cancel", options: Asking) == true;
}
