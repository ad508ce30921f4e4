using TaskRelay.Contracts;
using TaskRelay.Worker.Attempts;
using TaskRelay.Worker.Processes;

namespace TaskRelay.Worker.Git;

/// <summary>The bare repository between the remote and the cage: what is fetched and pushed goes through it.</summary>
internal sealed class CleanRepository(CleanGit git, RemoteCalls remote)
{
    private const string Work = "refs/taskrelay/work";

    public string Folder => git.Repository;

    /// <summary>Makes it, and fetches the base and, where it is there, the work branch. Nothing else.</summary>
    public async Task<Outcome<StartPoint>> CloneAsync(string? baseBranch, string branch, CancellationToken cancellationToken)
    {
        // An empty template means no hooks; readable by others, since the agent's user reads its objects.
        var made = await git.LocalAsync(["init", "--quiet", "--bare", "--template=", "--shared=0644"], cancellationToken);
        if (!made.Succeeded)
            return Failed(made);
        if ((string?[])[baseBranch, branch] is var names && names.FirstOrDefault(name => name is not null && !BranchNames.IsValid(name)) is { } unusable)
            return new AttemptFailure(ErrorCodes.CloneFailed, $"\"{unusable}\" is not a usable branch name.");
        var patterns = names.OfType<string>().Select(name => $"refs/heads/{name}");
        var listed = await remote.RunAsync(git, ["ls-remote", "--symref", "--", git.RemoteUrl, "HEAD", .. patterns], cancellationToken);
        if (!listed.Succeeded)
            return Failed(listed);

        var heads = RemoteHeads.Parse(listed.Output);
        var from = baseBranch ?? heads.Default;
        if (from is null)
            return new AttemptFailure(ErrorCodes.CloneFailed, "The repository is empty: it has no commit to start from.");
        if (baseBranch is not null && !heads.Has(baseBranch))
            return new AttemptFailure(ErrorCodes.CloneFailed, $"The repository has no branch \"{from}\".");

        var exists = heads.Has(branch);
        string[] wanted = exists && branch != from ? [from, branch] : [from];
        var fetched = await remote.RunAsync(
            git,
            ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--", git.RemoteUrl, .. wanted.Select(name => $"+refs/heads/{name}:refs/heads/{name}")],
            cancellationToken);
        if (!fetched.Succeeded)
            return Failed(fetched);

        var baseSha = await ResolveAsync($"refs/heads/{from}", cancellationToken);
        var startSha = exists ? await ResolveAsync($"refs/heads/{branch}", cancellationToken) : baseSha;
        foreach (string[] command in (string[][])[["update-ref", $"refs/heads/{branch}", startSha], ["symbolic-ref", "HEAD", $"refs/heads/{branch}"]])
        {
            var done = await git.LocalAsync(command, cancellationToken);
            if (!done.Succeeded)
                return Failed(done);
        }
        return new StartPoint(from, baseSha, startSha, exists);
    }

    /// <summary>Takes in what the cage has put into the bundle, after a look at every object in it.</summary>
    /// <returns>The new head.</returns>
    public async Task<Outcome<string>> ImportAsync(string bundle, StartPoint start, CancellationToken cancellationToken)
    {
        var known = await git.LocalAsync(["cat-file", "-e", $"{start.StartSha}^{{commit}}"], cancellationToken);
        if (!known.Succeeded)
            return Unusable("the commit that the work began from is gone from the repository");
        var verified = await git.LocalAsync(["bundle", "verify", "--quiet", bundle], cancellationToken);
        if (!verified.Succeeded)
            return Unusable(verified.LastWords);
        var checkedObjects = await PackCheck.RunAsync(git, bundle, cancellationToken);
        if (!checkedObjects.Succeeded)
            return Unusable(checkedObjects.LastWords);
        // Before 2.46 git fetches from a bundle without fsck, hence the check of its own above. A bundle is a file to git.
        var fetched = await git.LocalAsync(
            ["-c", "protocol.file.allow=always", "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--", bundle, $"+HEAD:{Work}"],
            cancellationToken);
        if (!fetched.Succeeded)
            return Unusable(fetched.LastWords);
        var descends = await git.LocalAsync(["merge-base", "--is-ancestor", start.StartSha, Work], cancellationToken);
        return descends.Succeeded
            ? await ResolveAsync(Work, cancellationToken)
            : Unusable("its history does not go on from where the work began");
    }

    /// <summary>Pushes one commit to one branch, never forced.</summary>
    public Task<ProcessResult> PushAsync(string sha, string branch, CancellationToken cancellationToken) =>
        remote.RunAsync(git, ["push", "--quiet", "--no-verify", "--no-signed", "--", git.RemoteUrl, $"{sha}:refs/heads/{branch}"], cancellationToken);

    /// <summary>Paths that differ between the two commits.</summary>
    public async Task<IReadOnlyList<string>> ChangedPathsAsync(string from, string to, CancellationToken cancellationToken)
    {
        var listed = await RequireAsync(["diff", "--name-only", "--no-renames", "--no-ext-diff", "-z", from, to], cancellationToken);
        return listed.Split('\0', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Files that differ between the two commits, with what each has.</summary>
    public async Task<IReadOnlyList<RestoredPath>> CompareAsync(string baseSha, string startSha, CancellationToken cancellationToken) =>
        TreeDifference.Parse(await RequireAsync(["diff-tree", "-r", "--raw", "-z", "--no-renames", "--no-abbrev", "--no-ext-diff", baseSha, startSha], cancellationToken));

    /// <summary>What the pull request will show: commits, files and lines since the work left the base.</summary>
    public async Task<ChangeSize> MeasureAsync(StartPoint start, string head, CancellationToken cancellationToken)
    {
        var forked = (await git.LocalAsync(["merge-base", start.BaseSha, head], cancellationToken)).Output.Trim();
        var from = forked.Length > 0 ? forked : start.BaseSha;
        var commits = await RequireAsync(["rev-list", "--count", $"{from}..{head}"], cancellationToken);
        var lines = await RequireAsync(["diff", "--numstat", "--no-renames", "--no-ext-diff", "--no-textconv", "-z", from, head], cancellationToken);
        return ChangeSize.Parse(commits, lines);
    }

    /// <summary>Writes the commits since the start as patches.</summary>
    /// <returns>Their size in bytes.</returns>
    public async Task<long> WritePatchAsync(string path, StartPoint start, string head, CancellationToken cancellationToken)
    {
        await git.LocalAsync(
            ["format-patch", "--stdout", "--binary", "--no-ext-diff", "--no-signature", $"{start.StartSha}..{head}"],
            cancellationToken,
            output: async (patch, token) =>
            {
                await using var file = File.Create(path);
                await patch.CopyToAsync(file, token);
            });
        return new FileInfo(path).Length;
    }

    /// <summary>Reads every object that is new since the start, with the paths that it stands at.</summary>
    public Task<bool> ContainsSecretAsync(StartPoint start, string head, AttemptSecrets secrets, CancellationToken cancellationToken) =>
        new ChangeScan(git, secrets).IsFoundAsync(start.StartSha, head, cancellationToken);

    private static AttemptFailure Failed(ProcessResult result) =>
        new(ErrorCodes.CloneFailed, $"The repository could not be cloned: {result.LastWords}", RemoteTroubles.Of(result) == RemoteTrouble.Passing);

    private static AttemptFailure Unusable(string why) =>
        new(ErrorCodes.AgentFailed, $"The agent left a repository that cannot be used: {why}");

    private async Task<string> ResolveAsync(string name, CancellationToken cancellationToken) =>
        (await RequireAsync(["rev-parse", "--verify", "--end-of-options", $"{name}^{{commit}}"], cancellationToken)).Trim();

    private async Task<string> RequireAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var result = await git.LocalAsync(arguments, cancellationToken);
        return result.Succeeded ? result.Output : throw new InvalidOperationException($"git {arguments[0]}: {result.LastWords}");
    }
}
