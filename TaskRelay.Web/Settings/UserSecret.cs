namespace TaskRelay.Web.Settings;

/// <summary>A credential that a person entered. Its value is sealed for them and its name: a row copied to another can't be opened.</summary>
public sealed class UserSecret
{
    public required long UserId { get; init; }

    /// <summary>The variable, such as <c>ANTHROPIC_API_KEY</c>.</summary>
    public required string Name { get; init; }

    public required byte[] Sealed { get; set; }

    /// <summary>The end of the value, for telling it from others; null for a short one.</summary>
    public string? LastFour { get; set; }

    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>What the provider said of it last, a word of <see cref="Checks.CheckCodes"/>; null when never asked since it was entered.</summary>
    public string? CheckStatus { get; set; }

    public string? CheckMessage { get; set; }

    public DateTimeOffset? CheckedAt { get; set; }
}
