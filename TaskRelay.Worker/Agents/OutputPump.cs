using System.Text;
using TaskRelay.Contracts.Redaction;

namespace TaskRelay.Worker.Agents;

/// <summary>Reads a stream of the agent's to its end: bytes to text, secrets out, text to lines.</summary>
internal static class OutputPump
{
    /// <summary>Long enough for a step of a JSON stream with a file's content in it.</summary>
    private const int LongestLine = 1024 * 1024;

    public static async Task RunAsync(Stream stream, StreamRedactor redactor, Action<string> onLine, CancellationToken cancellationToken)
    {
        // Keeps the bytes of a character that a read has split.
        var decoder = Encoding.UTF8.GetDecoder();
        var lines = new LineSplitter(LongestLine);
        var bytes = new byte[32 * 1024];
        var chars = new char[Encoding.UTF8.GetMaxCharCount(bytes.Length)];
        int read;
        while ((read = await stream.ReadAsync(bytes, cancellationToken)) > 0)
        {
            var count = decoder.GetChars(bytes.AsSpan(0, read), chars, flush: false);
            Emit(lines.Push(redactor.Push(new string(chars, 0, count))));
        }
        var rest = decoder.GetChars([], chars, flush: true);
        Emit(lines.Push(redactor.Push(new string(chars, 0, rest)) + redactor.Flush()));
        Emit(lines.Flush());

        void Emit(IEnumerable<string> whole)
        {
            foreach (var line in whole)
                onLine(line);
        }
    }
}
