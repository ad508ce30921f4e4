using System.Text;
using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator.Git;

/// <summary>One bare repository on disk: what the REST API needs to know of it, asked of git itself.</summary>
internal sealed partial class BareRepository(string folder)
{
    public static BareRepository Create(string folder, string defaultBranch, string hooksFolder)
    {
        Directory.CreateDirectory(folder);
        var repository = new BareRepository(folder);
        repository.Git("init", "--bare", "--quiet", "--template=", $"--initial-branch={defaultBranch}", ".");
        var settings = $"""
            [http]
            	receivepack = true
            [uploadpack]
            	allowFilter = true
            	allowAnySHA1InWant = true
            [receive]
            	hideRefs = refs/pull
            	denyCurrentBranch = ignore
            	denyDeleteCurrent = refuse
            [gc]
            	auto = 0
            [core]
            	hooksPath = {hooksFolder}

            """;
        File.AppendAllText(Path.Combine(folder, "config"), settings);
        return repository;
    }

    public void Import(string branch, IReadOnlyDictionary<string, string> files, SimulatedUser author, DateTimeOffset at) =>
        Commit(branch, files.ToDictionary(file => file.Key, file => (string?)file.Value), "Begin", author, at);

    /// <summary>One commit on top of a branch (which is begun from the default branch when it is new); answers its hash.</summary>
    public string Commit(string branch, IReadOnlyDictionary<string, string?> files, string message, SimulatedUser author, DateTimeOffset at)
    {
        var stream = new StringBuilder();
        var signature = $"{author.Name} <{author.Email}> {at.ToUnixTimeSeconds()} +0000";
        stream.Append($"commit refs/heads/{branch}\nauthor {signature}\ncommitter {signature}\n").AppendData(message);
        if ((Resolve($"refs/heads/{branch}") ?? Resolve("HEAD")) is { } parent)
            stream.Append($"from {parent}\n");
        foreach (var (path, text) in files)
        {
            if (text is null)
                stream.Append($"D {path}\n");
            else
                stream.Append($"M {(text.StartsWith("#!", StringComparison.Ordinal) ? "100755" : "100644")} inline {path}\n").AppendData(text);
        }
        GitProcess.Run(folder, ["fast-import", "--quiet"], stream.ToString()).OutputOrThrow();
        return Resolve($"refs/heads/{branch}")!;
    }

    public IReadOnlyDictionary<string, string> Branches() =>
        Git("for-each-ref", "--format=%(refname:lstrip=2)%00%(objectname)", "refs/heads")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\0'))
            .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);

    /// <summary>The commit that a branch name, reference or hash stands for.</summary>
    public string? Resolve(string revision)
    {
        if (revision.StartsWith('-'))
            return null;
        var result = GitProcess.Run(folder, ["rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"]);
        return result.Succeeded ? result.Output.Trim() : null;
    }

    public string? ReadFile(string revision, string path) =>
        Resolve(revision) is { } sha && GitProcess.Run(folder, ["cat-file", "blob", $"{sha}:{path}"]) is { Succeeded: true } result ? result.Output : null;

    public void UpdateRef(string name, string sha) => Git("update-ref", name, sha);

    public void DeleteRef(string name) => Git("update-ref", "-d", name);

    /// <summary>Takes over a branch of another repository.</summary>
    public void Fetch(string otherFolder, string branch, string into) => Git("fetch", "--quiet", "--no-tags", otherFolder, $"+refs/heads/{branch}:{into}");

    public string? MergeBase(string first, string second) =>
        GitProcess.Run(folder, ["merge-base", first, second]) is { Succeeded: true } result ? result.Output.Trim() : null;

    public int Count(string range) => int.Parse(Git("rev-list", "--count", range));

    private string Git(params string[] arguments) => GitProcess.Run(folder, arguments).OutputOrThrow();
}
