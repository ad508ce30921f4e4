namespace TaskRelay.Web.Settings.Editing;

/// <summary>A field that was changed on this page and, since it was read, elsewhere too.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Mine">As this page has it.</param>
/// <param name="Theirs">As it is stored now.</param>
public sealed record ConfigConflict(string Path, string Mine, string Theirs);
