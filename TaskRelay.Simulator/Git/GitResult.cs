namespace TaskRelay.Simulator.Git;

internal readonly record struct GitResult(int ExitCode, string Output, string Error)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>For calls that can only fail when something is broken.</summary>
    public string OutputOrThrow() =>
        Succeeded ? Output : throw new InvalidOperationException($"git ended with {ExitCode}: {Error}");
}
