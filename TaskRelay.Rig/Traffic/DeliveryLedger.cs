using System.Text.Json;

namespace TaskRelay.Rig.Traffic;

/// <summary>
/// What the app has acknowledged, in a file of the rig's own: the one witness against the store. A line is written when
/// the answer is there, so a line is a promise that was made.
/// </summary>
internal sealed class DeliveryLedger(string path) : IDisposable
{
    private readonly StreamWriter _file = new(path, append: false) { AutoFlush = true };
    private readonly Lock _gate = new();

    public void Acknowledged(SignedDelivery delivery, int life, int status, string? outcome, Guid? taskId)
    {
        var line = JsonSerializer.Serialize(new LedgerLine(
            delivery.Id, life, status, outcome, taskId, delivery.Command?.RepositoryId, delivery.Command?.CommentId));
        lock (_gate)
        {
            _file.WriteLine(line);
        }
    }

    /// <summary>All of it, read back from the file.</summary>
    public IReadOnlyList<LedgerLine> Read()
    {
        lock (_gate)
        {
            using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            var lines = new List<LedgerLine>();
            while (reader.ReadLine() is { } line)
            {
                lines.Add(JsonSerializer.Deserialize<LedgerLine>(line)!);
            }

            return lines;
        }
    }

    public void Dispose() => _file.Dispose();
}
