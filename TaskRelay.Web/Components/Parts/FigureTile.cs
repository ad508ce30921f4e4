namespace TaskRelay.Web.Components.Parts;

/// <summary>A number with its name.</summary>
/// <param name="Name">What it counts.</param>
/// <param name="Value">As it is shown.</param>
/// <param name="Tone">Its state's colour; null for none.</param>
/// <param name="Icon">Its state's drawing.</param>
/// <param name="Href">The list of what it counts.</param>
public sealed record FigureTile(string Name, string Value, string? Tone = null, string? Icon = null, string? Href = null);
