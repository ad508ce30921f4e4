namespace TaskRelay.Web.Settings.Editing;

/// <summary>What became of a draft.</summary>
public abstract record ConfigSaving
{
    private ConfigSaving()
    {
    }

    /// <summary>It is stored.</summary>
    /// <param name="Now">The settings since.</param>
    /// <param name="ChangedElsewhere">Fields that others changed since the page read them; they stay as those others want them.</param>
    public sealed record Saved(ConfigView Now, IReadOnlyList<string> ChangedElsewhere) : ConfigSaving;

    /// <summary>Others changed the same fields. Nothing is stored.</summary>
    public sealed record Conflict(ConfigView Now, IReadOnlyList<ConfigConflict> Fields) : ConfigSaving;

    /// <summary>Fields are wrong. Nothing is stored.</summary>
    public sealed record Invalid(IReadOnlyDictionary<string, string[]> Errors) : ConfigSaving;

    /// <summary>The settings were changed again and again meanwhile. Nothing is stored.</summary>
    public sealed record Busy : ConfigSaving;
}
