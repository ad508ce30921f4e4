namespace TaskRelay.Web.Diagnostics.Startup;

/// <summary>What a look found.</summary>
/// <param name="Name">Lower snake case, stable.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Required">Whether TaskRelay is not ready when it fails.</param>
/// <param name="Message">What was found, in a sentence.</param>
/// <param name="Remedy">What to do; null when it passes.</param>
public sealed record CheckResult(string Name, CheckStatus Status, bool Required, string Message, string? Remedy)
{
    /// <summary>All is well.</summary>
    public static CheckResult Pass(string name, bool required, string message) => new(name, CheckStatus.Pass, required, message, null);

    /// <summary>Worth knowing.</summary>
    public static CheckResult Warn(string name, bool required, string message, string remedy) => new(name, CheckStatus.Warn, required, message, remedy);

    /// <summary>Does not work.</summary>
    public static CheckResult Fail(string name, bool required, string message, string remedy) => new(name, CheckStatus.Fail, required, message, remedy);
}
