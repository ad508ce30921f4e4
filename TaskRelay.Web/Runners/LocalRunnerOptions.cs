namespace TaskRelay.Web.Runners;

/// <summary>The <c>Runners:Local</c> section.</summary>
public sealed class LocalRunnerOptions
{
    /// <summary>Program to start instead of the bundled worker: anything that speaks the worker protocol.</summary>
    public string? Command { get; set; }

    /// <summary>Folder of the attempts' work directories.</summary>
    public string WorkRoot { get; set; } = Path.Combine("data", "work");

    /// <summary><c>auto</c>, <c>bubblewrap</c> or <c>none</c>.</summary>
    public string Sandbox { get; set; } = "auto";
}
