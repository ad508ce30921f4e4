namespace TaskRelay.Worker.Git;

/// <summary>Which branch names are used at all: git's own rules, without those that could be read as an option or a pattern.</summary>
internal static class BranchNames
{
    public static bool IsValid(string name) =>
        name.Length is > 0 and <= 200
        && name != "@"
        && !name.StartsWith('-')
        && !name.StartsWith("refs/", StringComparison.Ordinal)
        && !name.EndsWith('.')
        && !name.Contains("..", StringComparison.Ordinal)
        && !name.Contains("@{", StringComparison.Ordinal)
        && name.All(c => c > ' ' && c != '\u007f' && !"~^:?*[\\".Contains(c, StringComparison.Ordinal))
        && name.Split('/').All(part => part.Length > 0 && !part.StartsWith('.') && !part.EndsWith(".lock", StringComparison.Ordinal));
}
