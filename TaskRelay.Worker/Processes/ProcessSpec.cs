namespace TaskRelay.Worker.Processes;

/// <summary>A process to start: no shell, and no environment but the one given here.</summary>
/// <param name="Program">Absolute path.</param>
/// <param name="Arguments">One each, never joined.</param>
/// <param name="Environment">All of it.</param>
/// <param name="WorkingDirectory">Where it starts.</param>
internal sealed record ProcessSpec(
    string Program,
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, string> Environment,
    string WorkingDirectory);
