using TaskRelay.Worker.Attempts;
using TaskRelay.Worker.Processes;

namespace TaskRelay.Worker.Cage;

/// <summary>No cage: a cleared environment and a session of its own are all that stands between the agent and the machine.</summary>
internal sealed class Uncaged(AttemptFolders folders) : ICage
{
    public string Description => "no cage: the agent can read and write what this worker's user can";

    public bool Protects => false;

    public string Workspace => folders.Workspace;

    public string Repository => folders.Repository;

    public string Home => folders.Home;

    public ProcessSpec Enter(string program, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment, bool network) =>
        new(program, arguments, environment, folders.Workspace);
}
