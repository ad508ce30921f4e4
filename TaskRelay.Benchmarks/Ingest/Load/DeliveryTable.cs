using System.Security.Cryptography;
using System.Text;

namespace TaskRelay.Benchmarks.Ingest.Load;

/// <summary>
/// Deliveries prepared before anything is measured: each has its own delivery id, comment id and signature. Bodies
/// differ in the comment's id only, so a sender keeps one and writes that id into it.
/// </summary>
internal sealed class DeliveryTable
{
    /// <summary>Ten digits each, so that every body has the same length.</summary>
    private const long FirstComment = 7_000_000_001;

    private readonly Guid[] _ids;
    private readonly byte[][] _signatures;
    private readonly byte[] _head;
    private readonly int _deliveryAt;
    private readonly int _signatureAt;
    private readonly int _commentAt;

    private DeliveryTable(byte[] body, int commentAt, int count)
    {
        const string zeroId = "00000000-0000-0000-0000-000000000000";
        var zeros = new string('0', SHA256.HashSizeInBytes * 2);
        _head = Encoding.ASCII.GetBytes(
            $"POST {Servers.PeerServer.Route} HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: GitHub-Hookshot/benchmark\r\nAccept: */*\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\nX-GitHub-Event: issue_comment\r\n"
            + $"X-GitHub-Delivery: {zeroId}\r\nX-Hub-Signature-256: sha256={zeros}\r\n\r\n");
        _deliveryAt = _head.AsSpan().IndexOf(Encoding.ASCII.GetBytes(zeroId));
        _signatureAt = _head.AsSpan().IndexOf(Encoding.ASCII.GetBytes(zeros));
        _commentAt = _head.Length + commentAt;
        Template = [.. _head, .. body];
        _ids = new Guid[count];
        _signatures = new byte[count][];
    }

    public int Count => _ids.Length;

    /// <summary>Head and body, to be copied once by each sender.</summary>
    public byte[] Template { get; }

    /// <summary>Prepares so many deliveries with bodies of so many bytes.</summary>
    public static DeliveryTable Make(int count, int bodyBytes, string secret)
    {
        var body = SampleComment.Body(FirstComment, bodyBytes);
        var table = new DeliveryTable(body, body.AsSpan().IndexOf(Encoding.ASCII.GetBytes($"{FirstComment}")), count);
        var key = Encoding.UTF8.GetBytes(secret);
        Parallel.For(
            0,
            count,
            () => body.ToArray(),
            (index, _, copy) =>
            {
                WriteNumber(copy.AsSpan(table._commentAt - table._head.Length), index);
                table._ids[index] = Guid.NewGuid();
                table._signatures[index] = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(HMACSHA256.HashData(key, copy)));
                return copy;
            },
            _ => { });
        return table;
    }

    /// <summary>Turns a sender's copy of the template into that delivery.</summary>
    public void Write(int index, Span<byte> request)
    {
        _ids[index].TryFormat(request[_deliveryAt..], out _);
        _signatures[index].CopyTo(request[_signatureAt..]);
        WriteNumber(request[_commentAt..], index);
    }

    private static void WriteNumber(Span<byte> place, int index) => (FirstComment + index).TryFormat(place, out _);
}
