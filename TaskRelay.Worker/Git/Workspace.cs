using System.Text;
using TaskRelay.Contracts;
using TaskRelay.Worker.Attempts;
using TaskRelay.Worker.Cage;
using TaskRelay.Worker.Processes;
using TaskRelay.Worker.Protocol;

namespace TaskRelay.Worker.Git;

/// <summary>
/// git inside the cage, on the agent's clone. No token is anywhere near, so that whatever the agent planted in the
/// configuration, in hooks or in attributes may run, and finds nothing.
/// </summary>
internal sealed class Workspace(ICage cage, AttemptFolders folders, JobCommit identity)
{
    private static readonly string[] Always =
    [
        "core.hooksPath=/dev/null", "core.fsmonitor=false", "core.untrackedCache=false", "core.pager=cat", "core.editor=true", "gc.auto=0",
        "maintenance.auto=false", "commit.gpgSign=false", "advice.addEmbeddedRepo=false", "submodule.recurse=false", "credential.helper=",
    ];

    /// <summary>Clones from the clean repository and checks the work branch out.</summary>
    public async Task<Outcome<Workspace>> CheckOutAsync(CancellationToken cancellationToken)
    {
        var result = await ProcessRunner.RunAsync(
            Spec("git", ["clone", "--quiet", "--shared", "--template=", "--", cage.Repository, cage.Workspace]),
            TimeSpan.FromMinutes(10),
            cancellationToken: cancellationToken);
        return result.Succeeded ? this : new AttemptFailure(ErrorCodes.CloneFailed, $"The repository could not be checked out: {result.LastWords}");
    }

    /// <summary>
    /// Takes names at the top out of the clone, so that the agent does not find them there. git is told to take them for
    /// unchanged; what becomes of them meanwhile is undone when the work is saved.
    /// </summary>
    public async Task<Outcome<Workspace>> SetAsideAsync(IReadOnlyList<string> names, EventReporter events, CancellationToken cancellationToken)
    {
        if (names.Count == 0)
            return this;
        var tracked = await GitAsync(["ls-files", "-z", "--", .. names.Select(Literal)], cancellationToken);
        if (tracked.Succeeded && tracked.Output.Length == 0)
            return this;
        if (tracked.Succeeded
            && await GitAsync(
                ["update-index", "-z", "--skip-worktree", "--stdin"],
                cancellationToken,
                input: async (stdin, token) => await stdin.WriteAsync(Encoding.UTF8.GetBytes(tracked.Output), token)) is { Succeeded: true }
            && await RemoveAsync(names, cancellationToken) is { Succeeded: true })
        {
            var found = names.Where(name => tracked.Output.Split('\0').Any(path => path == name || path.StartsWith(name + "/", StringComparison.Ordinal)));
            events.Say($"Kept from the agent, because it would take orders from them: {string.Join(", ", found)}");
            return this;
        }
        return new AttemptFailure(ErrorCodes.CloneFailed, $"The repository's settings for the agent could not be set aside: {tracked.LastWords}");
    }

    /// <summary>Makes what was set aside in the index what it was at the start, whatever the agent did to it.</summary>
    public Task<ProcessResult> BringBackAsync(IReadOnlyList<string> names, StartPoint start, CancellationToken cancellationToken) =>
        GitAsync(["reset", "--quiet", start.StartSha, "--", .. names.Select(Literal)], cancellationToken);

    /// <summary>git on the clone.</summary>
    public Task<ProcessResult> GitAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken, Func<Stream, CancellationToken, Task>? input = null, Func<Stream, CancellationToken, Task>? output = null)
    {
        // Named, so that neither a planted core.worktree nor a repository further up is believed.
        List<string> all = [$"--git-dir={cage.Workspace}/.git", $"--work-tree={cage.Workspace}"];
        foreach (var setting in Always)
            all.AddRange(["-c", setting]);
        return ProcessRunner.RunAsync(Spec("git", [.. all, .. arguments]), TimeSpan.FromMinutes(3), input, output, cancellationToken);
    }

    /// <summary>Deletes paths below the clone.</summary>
    public Task<ProcessResult> RemoveAsync(IEnumerable<string> paths, CancellationToken cancellationToken) =>
        ProcessRunner.RunAsync(Spec("rm", ["-rf", "--", .. paths.Select(path => "./" + path)]), TimeSpan.FromMinutes(2), cancellationToken: cancellationToken);

    /// <summary>Writes a file below the clone, from within.</summary>
    public async Task<ProcessResult> WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        var made = await ProcessRunner.RunAsync(Spec("mkdir", ["-p", "--", "./" + Path.GetDirectoryName(path)]), TimeSpan.FromMinutes(1), cancellationToken: cancellationToken);
        return made.Succeeded
            ? await ProcessRunner.RunAsync(
                Spec("tee", ["--", "./" + path]),
                TimeSpan.FromMinutes(1),
                input: async (stdin, token) => await stdin.WriteAsync(Encoding.UTF8.GetBytes(text), token),
                cancellationToken: cancellationToken)
            : made;
    }

    /// <summary>Where the clone's origin is, as seen from within.</summary>
    public string Origin => cage.Repository;

    private static string Literal(string name) => $":(top,literal){name}";

    private ProcessSpec Spec(string program, IReadOnlyList<string> arguments)
    {
        var environment = new Dictionary<string, string>
        {
            ["PATH"] = cage.Protects ? "/usr/local/bin:/usr/bin:/bin" : Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin",
            ["HOME"] = "/nonexistent",
            ["LC_ALL"] = "C",
            ["GIT_CONFIG_GLOBAL"] = "/dev/null",
            ["GIT_NO_REPLACE_OBJECTS"] = "1",
            ["GIT_TERMINAL_PROMPT"] = "0",
            ["GIT_CEILING_DIRECTORIES"] = folders.Root,
            ["GIT_AUTHOR_NAME"] = identity.AuthorName,
            ["GIT_AUTHOR_EMAIL"] = identity.AuthorEmail,
            ["GIT_COMMITTER_NAME"] = identity.AuthorName,
            ["GIT_COMMITTER_EMAIL"] = identity.AuthorEmail,
        };
        if (Environment.GetEnvironmentVariable(WorkerEnvironment.Marker) is { } marker)
            environment[WorkerEnvironment.Marker] = marker;
        // In the cage the system's configuration is ours: it lets the agent's user read a repository that is not theirs.
        if (!cage.Protects)
            environment["GIT_CONFIG_NOSYSTEM"] = "1";
        // Within the cage the program is found by its user; outside only absolute paths are started.
        var path = cage.Protects ? $"/usr/bin/{program}" : Programs.Require(program);
        return cage.Enter(path, arguments, environment, network: false);
    }
}
