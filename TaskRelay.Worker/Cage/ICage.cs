using TaskRelay.Worker.Processes;

namespace TaskRelay.Worker.Cage;

/// <summary>Where the agent, and every git command after it, runs.</summary>
internal interface ICage
{
    /// <summary>What to say of it in the log.</summary>
    string Description { get; }

    /// <summary>True where nothing but the workspace and the home can be written from within.</summary>
    bool Protects { get; }

    /// <summary>The workspace as seen from within.</summary>
    string Workspace { get; }

    /// <summary>The clean repository as seen from within.</summary>
    string Repository { get; }

    /// <summary>The home as seen from within.</summary>
    string Home { get; }

    /// <summary>How to start a program within, the workspace being its working directory.</summary>
    /// <param name="program">Its path as seen from within.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">All of its environment.</param>
    /// <param name="network">Whether it has one.</param>
    ProcessSpec Enter(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, bool network);
}
