namespace TaskRelay.Web.Prompts;

/// <summary>What is left of a text, and how many UTF-16 units of it nobody would have seen.</summary>
internal readonly record struct VisibleText(string Text, int Removed);
