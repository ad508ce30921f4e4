namespace TaskRelay.Web.Settings;

/// <summary>An instance-wide value kept in the store, such as the GitHub App that the set-up page made.</summary>
public sealed class StoredSetting
{
    public required string Name { get; init; }

    /// <summary>The value; protected with Data Protection when <see cref="IsSecret"/>.</summary>
    public required byte[] Value { get; set; }

    public required bool IsSecret { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }
}
