using System.Text.Json;
using TaskRelay.Web.Audit;

namespace TaskRelay.Web.Settings.Editing;

/// <summary>
/// Saves drafts. Only the fields that somebody changed are written, on top of the settings as they are at that moment;
/// where another page or program changed the same field meanwhile, nothing is stored and both values are told.
/// </summary>
public sealed class ConfigDesk(ConfigQueries queries, ConfigReader reader, ConfigStore store)
{
    private const int MaxTries = 5;

    /// <summary>Saves, or says why not. The draft stays as it is.</summary>
    public async Task<ConfigSaving> SaveAsync(long userId, ConfigDraft draft, AuditActor by, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            var current = await queries.OfAsync(userId, cancellationToken);
            var merged = ConfigLeaves.Of(current);
            var conflicts = draft.Changes
                .Select(change => new ConfigConflict(change.Key, change.Value, ConfigLeaves.Read(merged, change.Key)))
                .Where(field => field.Theirs != draft.Stored(field.Path) && field.Theirs != field.Mine)
                .ToList();
            if (conflicts.Count > 0)
            {
                return new ConfigSaving.Conflict(current, conflicts);
            }

            var gone = draft.Changes.Where(change => !ConfigLeaves.Write(merged, change.Key, change.Value)).Select(change => change.Key).ToList();
            if (gone.Count > 0)
            {
                return new ConfigSaving.Invalid(gone.ToDictionary(path => path, _ => new[] { "This TaskRelay does not have it any more." }));
            }

            switch (reader.Read(JsonSerializer.SerializeToElement(merged)))
            {
                case ConfigReading.Invalid(var errors):
                    return new ConfigSaving.Invalid(errors);
                case ConfigReading.NoSuchAgent(var name):
                    return new ConfigSaving.Invalid(new Dictionary<string, string[]> { ["defaultAgent"] = [$"This TaskRelay has no agent {name} any more."] });
                case ConfigReading.Ok(var change) when await store.SaveAsync(userId, change, by, cancellationToken) is { } saved:
                    return new ConfigSaving.Saved(saved, Elsewhere(draft, current));
            }
        }

        return new ConfigSaving.Busy();
    }

    private static IReadOnlyList<string> Elsewhere(ConfigDraft draft, ConfigView current)
    {
        if (draft.Base.Version == current.Version)
        {
            return [];
        }

        var now = ConfigLeaves.Of(current);
        return [.. ConfigFields.PathsOf(current).Where(path => ConfigLeaves.Read(now, path) != draft.Stored(path) && !draft.Changes.ContainsKey(path))];
    }
}
