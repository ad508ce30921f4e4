using TaskRelay.Worker.Processes;

namespace TaskRelay.Worker.Git;

/// <summary>Runs git's fsck over the objects of a bundle, which is a few header lines, an empty one, and a pack.</summary>
internal static class PackCheck
{
    private const int LongestHeader = 64 * 1024;

    public static async Task<ProcessResult> RunAsync(CleanGit git, string bundle, CancellationToken cancellationToken)
    {
        await using var source = File.OpenRead(bundle);
        var head = new byte[(int)Math.Min(LongestHeader, source.Length)];
        await source.ReadExactlyAsync(head, cancellationToken);
        var end = head.AsSpan().IndexOf("\n\n"u8);
        if (end < 0)
            return new ProcessResult(1, "", "the bundle has no end of header", TimedOut: false);
        source.Position = end + 2;
        return await git.LocalAsync(["index-pack", "--stdin", "--fix-thin", "--fsck-objects"], cancellationToken, input: source.CopyToAsync);
    }
}
