using System.Text.RegularExpressions;

namespace TaskRelay.Web.Settings;

/// <summary>Forms of the values in settings. Each answers what is wrong, or null.</summary>
public static partial class ConfigRules
{
    public const int MaxAttempts = 20;

    public const int MaxTimeoutMinutes = 24 * 60;

    public const int MaxConcurrentTasks = 1000;

    public const int MaxRepositories = 500;

    /// <summary>Characters of an agent's standing instructions.</summary>
    public const int MaxInstructions = 4000;

    /// <summary>The runners that settings may name.</summary>
    public static readonly IReadOnlyList<string> Runners = ["local", "fly"];

    /// <summary>A full name on GitHub.</summary>
    public static string? RepositoryFault(string name) =>
        RepositoryForm().IsMatch(name) && name.Split('/')[1] is not ("." or "..") ? null : "Must be a full name: owner/name.";

    /// <summary>The name of a Fly app.</summary>
    public static string? AppFault(string name) =>
        AppForm().IsMatch(name) ? null : "Must be the name of a Fly app: lower case letters, digits and hyphens, at most 63.";

    /// <summary>The code of a region.</summary>
    public static string? RegionFault(string region) =>
        RegionForm().IsMatch(region) ? null : "Must be a region of Fly's, three lower case letters such as fra.";

    /// <summary>Text for a prompt: line breaks and tabs, no other control characters.</summary>
    public static string? InstructionsFault(string text)
    {
        if (text.Length > MaxInstructions)
        {
            return $"Must hold at most {MaxInstructions} characters.";
        }

        return text.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t')) ? "Must not hold control characters." : null;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_-]{0,99}/[A-Za-z0-9._-]{1,100}\z")]
    private static partial Regex RepositoryForm();

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\z")]
    private static partial Regex AppForm();

    [GeneratedRegex(@"\A[a-z]{3}\z")]
    private static partial Regex RegionForm();
}
