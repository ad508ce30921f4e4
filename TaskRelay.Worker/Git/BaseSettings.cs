using System.Text;
using TaskRelay.Contracts;
using TaskRelay.Worker.Attempts;
using TaskRelay.Worker.Processes;
using TaskRelay.Worker.Protocol;

namespace TaskRelay.Worker.Git;

/// <summary>
/// Lets the agent find its settings as they are on the base branch, while the work branch keeps its own: git is told to
/// take those files for unchanged, and when the work is saved, what is still as it was put there becomes again what the
/// branch had. All of it runs in the cage, and what was put there is remembered outside.
/// </summary>
internal sealed class BaseSettings
{
    private const int Chunk = 400;
    private const string Exclude = ".git/info/exclude";

    private readonly IReadOnlyList<RestoredPath> _paths;
    private readonly Dictionary<string, TreeFile> _written = [];

    private BaseSettings(IReadOnlyList<RestoredPath> paths) => _paths = paths;

    /// <summary>Nothing is restored.</summary>
    public static BaseSettings None { get; } = new([]);

    private IEnumerable<string> Tracked => _paths.Where(path => path.Start is not null).Select(path => path.Path);

    /// <summary>
    /// Puts the base's files into the clone, before the agent has been in it. What is set aside for this agent stays away,
    /// whoever's it is.
    /// </summary>
    public static async Task<Outcome<BaseSettings>> RestoreAsync(
        WorkerJob job, CleanRepository repository, Workspace workspace, StartPoint start, EventReporter events, CancellationToken cancellationToken)
    {
        if (job.RestoreFromBase.Count == 0 || start.BaseSha == start.StartSha)
            return None;
        var all = await repository.CompareAsync(start.BaseSha, start.StartSha, cancellationToken);
        var settings = new BaseSettings([.. all.Where(path => IsNamed(path.Path, job.RestoreFromBase) && !job.Agent.SetAside.Contains(path.Path.Split('/')[0]))]);
        if (settings._paths.Count == 0)
            return None;
        events.Say($"Taken from {start.BaseBranch} for the agent, because others than people with write permission had a hand in the branch: {Short(settings._paths.Select(path => path.Path))}");
        return await settings.ApplyAsync(all, workspace, start, cancellationToken) is { Succeeded: false } failed
            ? new AttemptFailure(ErrorCodes.CloneFailed, $"The base branch's settings for agents could not be put in place: {failed.LastWords}")
            : settings;
    }

    /// <summary>Lets git see those files again, so that what the agent did to them is staged with the rest.</summary>
    public async Task<ProcessResult?> ReleaseAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        if (_paths.Count == 0)
            return null;
        await workspace.RemoveAsync([Exclude], cancellationToken);
        // Only what the index still has: the agent may have thrown it away.
        var known = (await ListAsync(workspace, cancellationToken)).Keys;
        return await MarkAsync("--no-skip-worktree", known, workspace, cancellationToken) is { Succeeded: false } failed ? failed : null;
    }

    /// <summary>Makes what the agent left alone what the branch had, in the index.</summary>
    public async Task<ProcessResult?> SettleAsync(Workspace workspace, EventReporter events, CancellationToken cancellationToken)
    {
        if (_paths.Count == 0)
            return null;
        var staged = await ListAsync(workspace, cancellationToken);
        var left = _paths.Where(path => staged.GetValueOrDefault(path.Path) == _written.GetValueOrDefault(path.Path)).ToList();
        var changed = _paths.Except(left).Where(path => staged.GetValueOrDefault(path.Path) != path.Start).Select(path => path.Path).ToList();
        if (changed.Count > 0)
            events.Say($"The agent itself changed what was taken from the base branch; its version takes the place of the branch's: {Short(changed)}");
        // Removals first: where a file stood there may be a folder, or the other way round.
        var lines = left.OrderBy(path => path.Start is not null).Select(path => path.Start is { } file
            ? $"{file.Mode} {file.Id}\t{path.Path}\0"
            : $"0 {new string('0', 40)}\t{path.Path}\0");
        var settled = await workspace.GitAsync(
            ["update-index", "-z", "--index-info"], cancellationToken, input: (stdin, token) => WriteAsync(stdin, string.Concat(lines), token));
        return settled.Succeeded ? null : settled;
    }

    private async Task<ProcessResult?> ApplyAsync(
        IReadOnlyList<RestoredPath> all, Workspace workspace, StartPoint start, CancellationToken cancellationToken)
    {
        foreach (var chunk in Tracked.Chunk(Chunk))
        {
            var removed = await workspace.RemoveAsync(chunk, cancellationToken);
            if (!removed.Succeeded)
                return removed;
        }
        // Below what is a file or a link on the branch nothing can be written, unless that was just taken away.
        var inTheWay = all.Where(path => path.Start is not null).Select(path => path.Path).Except(Tracked).ToHashSet();
        var wanted = _paths.Where(path => path.Base is not null && !Ancestors(path.Path).Any(inTheWay.Contains)).ToList();
        if (wanted.Count > 0)
        {
            var written = await workspace.GitAsync(
                ["--literal-pathspecs", "restore", $"--source={start.BaseSha}", "--worktree", "--pathspec-from-file=-", "--pathspec-file-nul"],
                cancellationToken,
                input: (stdin, token) => WriteAsync(stdin, string.Concat(wanted.Select(path => path.Path + "\0")), token));
            if (!written.Succeeded)
                return written;
            await RememberAsync(wanted, workspace, cancellationToken);
        }
        var marked = await MarkAsync("--skip-worktree", Tracked, workspace, cancellationToken);
        if (marked is { Succeeded: false })
            return marked;
        var untracked = string.Concat(wanted.Where(path => path.Start is null).Select(path => Pattern(path.Path) + "\n"));
        return untracked.Length == 0 ? null : await workspace.WriteAsync(Exclude, untracked, cancellationToken);
    }

    /// <summary>What git will see where nothing was changed: attributes of the branch may make another content of the same file.</summary>
    private async Task RememberAsync(IReadOnlyList<RestoredPath> wanted, Workspace workspace, CancellationToken cancellationToken)
    {
        foreach (var path in wanted)
            _written[path.Path] = path.Base!;
        var files = wanted.Where(path => path.Base!.Mode.StartsWith("100", StringComparison.Ordinal) && !path.Path.Contains('\n', StringComparison.Ordinal)).ToList();
        var hashed = await workspace.GitAsync(
            ["hash-object", "--stdin-paths"], cancellationToken, input: (stdin, token) => WriteAsync(stdin, string.Concat(files.Select(path => path.Path + "\n")), token));
        var ids = hashed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; hashed.Succeeded && ids.Length == files.Count && i < ids.Length; i++)
            _written[files[i].Path] = files[i].Base! with { Id = ids[i] };
    }

    private async Task<Dictionary<string, TreeFile>> ListAsync(Workspace workspace, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, TreeFile>();
        foreach (var chunk in _paths.Select(path => path.Path).Chunk(Chunk))
        {
            var listed = await workspace.GitAsync(["--literal-pathspecs", "ls-files", "--stage", "-z", "--", .. chunk], cancellationToken);
            foreach (var line in listed.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries))
            {
                // "100644 ID 0", a tab, the path. A path that is a folder now lists what is in it.
                if (line.Split('\t', 2) is [var entry, var path] && entry.Split(' ') is [var mode, var id, _] && chunk.Contains(path))
                    found[path] = new TreeFile(mode, id);
            }
        }
        return found;
    }

    private static async Task<ProcessResult?> MarkAsync(string how, IEnumerable<string> paths, Workspace workspace, CancellationToken cancellationToken)
    {
        var list = string.Concat(paths.Select(path => path + "\0"));
        return list.Length == 0
            ? null
            : await workspace.GitAsync(["update-index", "-z", how, "--stdin"], cancellationToken, input: (stdin, token) => WriteAsync(stdin, list, token));
    }

    private static async Task WriteAsync(Stream stdin, string text, CancellationToken cancellationToken) =>
        await stdin.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);

    private static bool IsNamed(string path, IReadOnlyList<string> names) =>
        path.Split('/').Any(part => names.Contains(part, StringComparer.OrdinalIgnoreCase));

    private static IEnumerable<string> Ancestors(string path)
    {
        for (var at = path.IndexOf('/', StringComparison.Ordinal); at > 0; at = path.IndexOf('/', at + 1))
            yield return path[..at];
    }

    /// <summary>A path as a pattern of <c>.gitignore</c> that means nothing else. (One with a line break in it matches nothing.)</summary>
    private static string Pattern(string path) =>
        "/" + string.Concat(path.Select(letter => letter is '*' or '?' or '[' or '\\' or ' ' or '!' or '#' ? $"\\{letter}" : $"{letter}"));

    private static string Short(IEnumerable<string> paths)
    {
        var all = paths.ToList();
        return string.Join(", ", all.Take(10)) + (all.Count > 10 ? $" and {all.Count - 10} more" : "");
    }
}
