using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace TaskRelay.Benchmarks.Ingest.Load;

/// <summary>One keep-alive connection with one request under way. As bare as HTTP/1.1 allows: it shares the cores with what it measures.</summary>
internal sealed class Sender(IPEndPoint address, byte[] request) : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _answer = new byte[16 * 1024];

    /// <summary>The request's bytes, changed in place from one to the next.</summary>
    public Span<byte> Request => request;

    /// <summary>Each 2xx: when its answer was whole, and how long it took.</summary>
    public List<(long EndedAt, long Took)> Accepted { get; } = new(16 * 1024);

    /// <summary>Other statuses.</summary>
    public Dictionary<int, int> Refused { get; } = [];

    public ValueTask ConnectAsync(CancellationToken cancellationToken) => _socket.ConnectAsync(address, cancellationToken);

    public async Task SendAsync(CancellationToken cancellationToken)
    {
        var startedAt = Stopwatch.GetTimestamp();
        for (var sent = 0; sent < request.Length;)
        {
            sent += await _socket.SendAsync(request.AsMemory(sent), cancellationToken);
        }

        var length = 0;
        while (!IsWhole(_answer.AsSpan(0, length)))
        {
            var read = await _socket.ReceiveAsync(_answer.AsMemory(length), cancellationToken);
            if (read == 0)
            {
                throw new IOException("The server closed the connection, or its answer is too long.");
            }

            length += read;
        }

        var endedAt = Stopwatch.GetTimestamp();
        var status = Status(_answer);
        if (status is >= 200 and < 300)
        {
            Accepted.Add((endedAt, endedAt - startedAt));
        }
        else
        {
            Refused[status] = Refused.GetValueOrDefault(status) + 1;
        }
    }

    public void Dispose() => _socket.Dispose();

    private static int Status(ReadOnlySpan<byte> answer) =>
        Utf8Parser.TryParse(answer["HTTP/1.1 ".Length..], out int status, out _) ? status : 0;

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var headEnd = answer.IndexOf("\r\n\r\n"u8);
        if (headEnd < 0)
        {
            return false;
        }

        var head = answer[..headEnd];
        var body = answer[(headEnd + 4)..];
        var lengthAt = head.IndexOf("Content-Length: "u8);
        return lengthAt >= 0
            ? Utf8Parser.TryParse(head[(lengthAt + "Content-Length: ".Length)..], out int length, out _) && body.Length >= length
            : body.EndsWith("0\r\n\r\n"u8);
    }
}
