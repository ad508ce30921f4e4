using Microsoft.AspNetCore.Components;
using MudBlazor;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Settings;
using TaskRelay.Web.Settings.Editing;

namespace TaskRelay.Web.Components.Settings;

/// <summary>A part of the settings that is saved as a whole, on top of what others changed meanwhile.</summary>
public abstract class ConfigSection : SettingsSection
{
    private static readonly IReadOnlyDictionary<string, string[]> NoErrors = new Dictionary<string, string[]>();

    /// <summary>The fields as they are shown; null until they are read.</summary>
    protected ConfigDraft? Draft { get; private set; }

    /// <summary>What is wrong, by field.</summary>
    protected IReadOnlyDictionary<string, string[]> Errors { get; private set; } = NoErrors;

    /// <summary>What others changed in the same fields; null where there is nothing to choose.</summary>
    protected ConfigSaving.Conflict? Clash { get; private set; }

    [Inject]
    private ConfigQueries Configs { get; set; } = default!;

    [Inject]
    private ConfigDesk Desk { get; set; } = default!;

    /// <inheritdoc />
    protected override async Task LoadAsync(Caller caller, CancellationToken stop) => Draft = new ConfigDraft(await Configs.OfAsync(caller.Id, stop));

    /// <summary>Takes a field in.</summary>
    protected void Set(string path, object? value) => Draft![path] = value switch
    {
        bool flag => flag ? "true" : "false",
        string text => text.ReplaceLineEndings("\n"),
        _ => "",
    };

    /// <summary>Saves what was changed.</summary>
    protected Task SaveAsync() => ActAsync(async (caller, stop) =>
    {
        var draft = Draft!;
        if (!draft.IsChanged)
        {
            Tell("There is nothing to save.", Severity.Info);
            return;
        }

        var saving = await Desk.SaveAsync(caller.Id, draft, caller.Actor(), stop);
        (Errors, Clash) = (saving is ConfigSaving.Invalid(var errors) ? errors : NoErrors, saving as ConfigSaving.Conflict);
        switch (saving)
        {
            case ConfigSaving.Saved(var now, var elsewhere):
                Draft = new ConfigDraft(now);
                Tell(elsewhere.Count == 0 ? "Saved." : $"Saved. Changed elsewhere meanwhile, and kept: {string.Join(", ", elsewhere.Select(ConfigFields.NameOf))}.");
                await SavedAsync(caller, stop);
                break;
            case ConfigSaving.Invalid:
                Tell("Nothing is saved yet: look at what is marked.", Severity.Warning);
                break;
            case ConfigSaving.Busy:
                Tell("These settings are being changed all the time. Try again in a moment.", Severity.Warning);
                break;
        }
    });

    /// <summary>Goes on with the chosen values of a clash, and saves.</summary>
    protected async Task ResolveAsync(IReadOnlyList<string> givenUp)
    {
        Draft!.Rebase(Clash!.Now, givenUp);
        Clash = null;
        if (Draft.IsChanged)
        {
            await SaveAsync();
        }
        else
        {
            Tell("The values from elsewhere stay; there was nothing else to save.", Severity.Info);
        }
    }

    /// <summary>Back to what is stored.</summary>
    protected void Reset()
    {
        Draft!.Reset();
        (Errors, Clash) = (NoErrors, null);
    }

    /// <summary>Looks again at what depends on the settings.</summary>
    protected virtual Task SavedAsync(Caller caller, CancellationToken stop) => Task.CompletedTask;
}
