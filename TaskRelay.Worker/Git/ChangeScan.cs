using System.Globalization;
using System.Text;
using TaskRelay.Contracts.Redaction;
using TaskRelay.Worker.Attempts;

namespace TaskRelay.Worker.Git;

/// <summary>
/// Looks for the worker's secrets in everything that a push would send: each new file, commit message and tree (for the
/// names in it), of every commit and not only the last, whole and not as a diff that hostile attributes could bend.
/// </summary>
internal sealed class ChangeScan(CleanGit git, AttemptSecrets secrets)
{
    private const int ChunkSize = 1024 * 1024;
    private readonly SecretScanner _scanner = secrets.NewScanner();

    public async Task<bool> IsFoundAsync(string start, string head, CancellationToken cancellationToken)
    {
        var found = false;
        List<string> objects = [];
        var listed = await git.LocalAsync(["rev-list", "--objects", $"{start}..{head}"], cancellationToken, output: async (output, token) =>
        {
            using var lines = new StreamReader(output, Encoding.UTF8);
            while (await lines.ReadLineAsync(token) is { } line)
            {
                var space = line.IndexOf(' ', StringComparison.Ordinal);
                objects.Add(space < 0 ? line : line[..space]);
                found |= space > 0 && _scanner.IsFoundIn(line[(space + 1)..]);
            }
        });
        if (found || objects.Count == 0)
            return found;
        var read = await git.LocalAsync(
            ["cat-file", "--batch", "--buffer"],
            cancellationToken,
            input: async (stdin, token) =>
            {
                await using var lines = new StreamWriter(stdin, leaveOpen: true);
                foreach (var id in objects)
                    await lines.WriteLineAsync(id.AsMemory(), token);
            },
            output: async (output, token) => found = await ScanAsync(output, objects.Count, token));
        // What could not be read was not looked at, and must not leave.
        return listed.Succeeded && (read.Succeeded || found)
            ? found
            : throw new InvalidOperationException($"The changes could not be scanned: {listed.LastWords}, {read.LastWords}");
    }

    private async Task<bool> ScanAsync(Stream output, int count, CancellationToken cancellationToken)
    {
        var stream = new BufferedStream(output, 64 * 1024);
        // A value may stand across two chunks, in its longest written form.
        var overlap = (secrets.Longest * 6) + 16;
        var buffer = new byte[ChunkSize + overlap];
        var found = false;
        for (var i = 0; i < count; i++)
        {
            var left = await ReadSizeAsync(stream, cancellationToken);
            var kept = 0;
            while (left > 0)
            {
                var take = (int)Math.Min(left, buffer.Length - kept);
                await stream.ReadExactlyAsync(buffer.AsMemory(kept, take), cancellationToken);
                left -= take;
                found |= _scanner.IsFoundIn(buffer.AsSpan(0, kept + take));
                var keep = Math.Min(overlap, kept + take);
                buffer.AsSpan(kept + take - keep, keep).CopyTo(buffer);
                kept = keep;
            }
            await stream.ReadExactlyAsync(buffer.AsMemory(0, 1), cancellationToken);
        }
        return found;
    }

    /// <summary>Reads <c>ID TYPE SIZE</c> and the line's end.</summary>
    private static async Task<long> ReadSizeAsync(Stream stream, CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (true)
        {
            await stream.ReadExactlyAsync(one, cancellationToken);
            if (one[0] == '\n')
                return long.Parse(line.ToString().Split(' ')[2], CultureInfo.InvariantCulture);
            line.Append((char)one[0]);
        }
    }
}
