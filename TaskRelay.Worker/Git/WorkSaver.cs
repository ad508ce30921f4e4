using System.Text;
using TaskRelay.Contracts;
using TaskRelay.Worker.Attempts;
using TaskRelay.Worker.Processes;
using TaskRelay.Worker.Protocol;

namespace TaskRelay.Worker.Git;

/// <summary>Turns what the agent left in its clone into a bundle: its own commits, and one more with the rest.</summary>
internal sealed class WorkSaver(Workspace workspace, BaseSettings settings, IReadOnlyList<string> setAside, EventReporter events)
{
    private const long LargestBundle = 1024L * 1024 * 1024;
    private const string GitLink = "160000";

    /// <returns>Whether there is anything to push, or why that could not be found out.</returns>
    public async Task<Outcome<SavedWork>> SaveAsync(StartPoint start, JobCommit commit, string bundle, CancellationToken cancellationToken)
    {
        // A git that was killed leaves its locks.
        await workspace.RemoveAsync([".git/index.lock", ".git/HEAD.lock"], cancellationToken);
        var trouble = await RootInAsync(start, cancellationToken)
            ?? await settings.ReleaseAsync(workspace, cancellationToken)
            ?? await StageAsync(start, cancellationToken)
            ?? await BringBackAsync(start, cancellationToken)
            ?? await settings.SettleAsync(workspace, events, cancellationToken)
            ?? await CommitAsync(commit, cancellationToken);
        if (trouble is not null)
            return new AttemptFailure(ErrorCodes.AgentFailed, $"What the agent left could not be committed: {trouble.LastWords}");

        // Commits that change nothing in the end are no change.
        var same = await workspace.GitAsync(["diff-tree", "--quiet", "-r", start.StartSha, "HEAD"], cancellationToken);
        if (same.ExitCode == 0)
            return new SavedWork(false);
        var tooLarge = false;
        var bundled = await workspace.GitAsync(["bundle", "create", "--quiet", "-", "HEAD", $"^{start.StartSha}"], cancellationToken, output: async (output, token) =>
        {
            // Through a pipe and not as a file that the agent's side writes: no link, no device, no change after the look.
            await using var file = File.Create(bundle);
            tooLarge = !await CopyAsync(output, file, LargestBundle, token);
        });
        if (tooLarge)
            return new AttemptFailure(ErrorCodes.AgentFailed, "The agent's changes are larger than 1 GiB.");
        return bundled.Succeeded
            ? new SavedWork(true)
            : new AttemptFailure(ErrorCodes.AgentFailed, $"What the agent left could not be bundled: {bundled.LastWords}");
    }

    /// <summary>
    /// Makes sure that HEAD goes on from the start. An agent that threw its history away keeps its files: they become one
    /// commit on the start.
    /// </summary>
    private async Task<ProcessResult?> RootInAsync(StartPoint start, CancellationToken cancellationToken)
    {
        var descends = await workspace.GitAsync(["merge-base", "--is-ancestor", start.StartSha, "HEAD"], cancellationToken);
        if (descends.Succeeded)
            return null;
        events.Say("The agent rewrote the history that it was given; its files are kept as one commit on the branch's start.");
        var usable = await workspace.GitAsync(["rev-parse", "--verify", "--quiet", "HEAD"], cancellationToken);
        if (!usable.Succeeded)
        {
            await workspace.RemoveAsync([".git"], cancellationToken);
            var made = await workspace.GitAsync(["init", "--quiet", "--template="], cancellationToken);
            if (!made.Succeeded)
                return made;
        }
        var fetched = await workspace.GitAsync(["-c", "protocol.file.allow=always", "fetch", "--quiet", "--no-tags", "--", workspace.Origin, "HEAD"], cancellationToken);
        if (!fetched.Succeeded)
            return fetched;
        var moved = await workspace.GitAsync(["update-ref", "--no-deref", "HEAD", start.StartSha], cancellationToken);
        return moved.Succeeded ? null : moved;
    }

    private async Task<ProcessResult?> StageAsync(StartPoint start, CancellationToken cancellationToken)
    {
        await FlattenUntrackedAsync(cancellationToken);
        var added = await workspace.GitAsync(["add", "--all"], cancellationToken);
        if (!added.Succeeded)
            return added;
        var links = await PlantedLinksAsync(start, cancellationToken);
        if (links.Count == 0)
            return null;
        events.Say($"The agent added repositories within the repository, which would be empty for everybody else; their files are kept instead: {string.Join(", ", links.Take(10))}");
        await workspace.RemoveAsync(links.Select(link => $"{link}/.git"), cancellationToken);
        await FlattenUntrackedAsync(cancellationToken);
        var dropped = await workspace.GitAsync(["rm", "--quiet", "--cached", "-f", "--", .. links.Select(Literal)], cancellationToken);
        return dropped.Succeeded
            ? await workspace.GitAsync(["add", "--all"], cancellationToken) is { Succeeded: false } failed ? failed : null
            : dropped;
    }

    private async Task<ProcessResult?> BringBackAsync(StartPoint start, CancellationToken cancellationToken) =>
        setAside.Count > 0 && await workspace.BringBackAsync(setAside, start, cancellationToken) is { Succeeded: false } failed ? failed : null;

    /// <summary>
    /// Repositories that stand untracked in the clone: git would record them as links without content, or refuse. Without
    /// their <c>.git</c> they are folders like others.
    /// </summary>
    private async Task FlattenUntrackedAsync(CancellationToken cancellationToken)
    {
        // One within the other shows only when the outer one is gone.
        for (var depth = 0; depth < 8; depth++)
        {
            var others = await workspace.GitAsync(["ls-files", "--others", "--exclude-standard", "-z"], cancellationToken);
            var nested = others.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(path => path.EndsWith('/')).ToList();
            if (nested.Count == 0)
                return;
            events.Say($"The agent made repositories within the repository; their files are kept, their history is not: {string.Join(", ", nested.Take(10))}");
            await workspace.RemoveAsync(nested.Select(path => $"{path}.git"), cancellationToken);
        }
    }

    /// <summary>Links that are new since the start and that <c>.gitmodules</c> does not know: not submodules.</summary>
    private async Task<IReadOnlyList<string>> PlantedLinksAsync(StartPoint start, CancellationToken cancellationToken)
    {
        var changed = await workspace.GitAsync(["diff-index", "--cached", "--raw", "--no-renames", "--no-abbrev", "-z", start.StartSha], cancellationToken);
        var fields = changed.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        List<string> links = [];
        // ":000000 160000 0000 abcd A", "path", and so on.
        for (var i = 0; i + 1 < fields.Length; i += 2)
        {
            if (fields[i].Split(' ') is [var before, GitLink, ..] && before != $":{GitLink}")
                links.Add(fields[i + 1]);
        }
        if (links.Count == 0)
            return links;
        var declared = await workspace.GitAsync(["config", "--file", ".gitmodules", "-z", "--get-regexp", @"^submodule\..*\.path$"], cancellationToken);
        var known = declared.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(entry => entry[(entry.IndexOf('\n', StringComparison.Ordinal) + 1)..]).ToHashSet();
        return [.. links.Where(link => !known.Contains(link))];
    }

    private async Task<ProcessResult?> CommitAsync(JobCommit commit, CancellationToken cancellationToken)
    {
        var clean = await workspace.GitAsync(["diff-index", "--cached", "--quiet", "HEAD"], cancellationToken);
        if (clean.ExitCode == 0)
            return null;
        var message = $"{commit.Subject}\n\n{string.Join('\n', commit.Trailers)}\n";
        var done = await workspace.GitAsync(
            ["commit", "--quiet", "--no-verify", "--cleanup=whitespace", "--file=-"],
            cancellationToken,
            input: async (stdin, token) => await stdin.WriteAsync(Encoding.UTF8.GetBytes(message), token));
        return done.Succeeded ? null : done;
    }

    private static string Literal(string path) => $":(literal){path}";

    /// <returns>False when there was more than the limit, which is read to the end all the same: the writer waits for it.</returns>
    private static async Task<bool> CopyAsync(Stream from, Stream to, long limit, CancellationToken cancellationToken)
    {
        var buffer = new byte[128 * 1024];
        int read;
        while ((read = await from.ReadAsync(buffer, cancellationToken)) > 0)
        {
            limit -= read;
            if (limit >= 0)
                await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
        return limit >= 0;
    }
}

/// <summary>What came out of the cage.</summary>
/// <param name="HasChanges">Whether there is a bundle.</param>
internal sealed record SavedWork(bool HasChanges);
