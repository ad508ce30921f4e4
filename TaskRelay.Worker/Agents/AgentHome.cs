using TaskRelay.Contracts;
using TaskRelay.Worker.Attempts;
using TaskRelay.Worker.Cage;
using TaskRelay.Worker.Processes;

namespace TaskRelay.Worker.Agents;

/// <summary>
/// Puts into the agent's home what has to stand there before it starts: settings of its own, and an author for its
/// commits. The agent may change all of it; nothing of ours reads it.
/// </summary>
internal sealed class AgentHome(AttemptFolders folders, ICage cage)
{
    private const string Workspace = "{workspace}";
    private readonly HashSet<string> _given = [];

    /// <returns>The home, or why the job's files can't stand there.</returns>
    public async Task<Outcome<string>> FillAsync(WorkerJob job, CancellationToken cancellationToken)
    {
        await WriteAsync(".gitconfig", GitIdentity(job.Commit), cancellationToken);
        foreach (var file in job.Agent.HomeFiles)
        {
            if (!StaysBelow(file.Path))
                return new AttemptFailure(ErrorCodes.Internal, $"The job names the file \"{file.Path}\" for the agent's home, which would not stand in it.");
            await WriteAsync(file.Path, file.Content.Replace(Workspace, cage.Workspace, StringComparison.Ordinal), cancellationToken);
        }
        return folders.Home;
    }

    private async Task WriteAsync(string path, string content, CancellationToken cancellationToken)
    {
        // Nobody but this process has been in the home yet, so there are no links on the way.
        var parts = path.Split('/');
        var at = folders.Home;
        foreach (var part in parts.SkipLast(1))
        {
            at = Path.Combine(at, part);
            Directory.CreateDirectory(at);
            GiveAway(at);
        }
        at = Path.Combine(at, parts[^1]);
        await File.WriteAllTextAsync(at, content, cancellationToken);
        GiveAway(at);
    }

    private void GiveAway(string path)
    {
        if (BubblewrapCage.RunsAsRoot && _given.Add(path))
            NativeMethods.ChangeOwner(path, BubblewrapCage.User);
    }

    private static bool StaysBelow(string path) =>
        path.Length > 0 && !path.Contains('\0', StringComparison.Ordinal) && path.Split('/').All(part => part is not ("" or "." or ".."));

    private static string GitIdentity(JobCommit commit)
    {
        return $"[user]\n\tname = \"{Quote(commit.AuthorName)}\"\n\temail = \"{Quote(commit.AuthorEmail)}\"\n";

        static string Quote(string text) =>
            text.ReplaceLineEndings(" ").Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
    }
}
