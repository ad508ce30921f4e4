using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TaskRelay.Web.Tests.Surface;

/// <summary>Bytes that no HTTP library would send.</summary>
public sealed class RawRequestTests(SurfaceRig rig) : IClassFixture<SurfaceRig>
{
    public static TheoryData<string, string> Requests() => new()
    {
        { "no request at all", "\r\n\r\n" },
        { "no version", "GET /api/tasks\r\n\r\n" },
        { "a version to come", "GET /api/tasks HTTP/9.9\r\nHost: x\r\n\r\n" },
        { "no host", "GET /api/tasks HTTP/1.1\r\n\r\n" },
        { "two hosts", "GET /api/tasks HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n" },
        { "a host that is none", "GET /api/tasks HTTP/1.1\r\nHost: a b/../\r\n\r\n" },
        { "a method in lower case", "get /api/tasks HTTP/1.1\r\nHost: x\r\n\r\n" },
        { "a method of symbols", "<> /api/tasks HTTP/1.1\r\nHost: x\r\n\r\n" },
        { "a NUL in the path", "GET /api/tasks/%00 HTTP/1.1\r\nHost: x\r\n\r\n" },
        { "a raw NUL in the path", "GET /api/tasks/\0 HTTP/1.1\r\nHost: x\r\n\r\n" },
        { "a NUL in a header", "GET /api/tasks HTTP/1.1\r\nHost: x\r\nX-A: a\0b\r\n\r\n" },
        { "a header without a colon", "GET /api/tasks HTTP/1.1\r\nHost: x\r\nnonsense\r\n\r\n" },
        { "a folded header", "GET /api/tasks HTTP/1.1\r\nHost: x\r\nX-A: a\r\n b\r\n\r\n" },
        { "a space before the colon", "GET /api/tasks HTTP/1.1\r\nHost : x\r\n\r\n" },
        { "a path that climbs", "GET /../../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n" },
        { "no path", "GET  HTTP/1.1\r\nHost: x\r\n\r\n" },
        { "an absolute address", "GET http://evil.example/api/tasks HTTP/1.1\r\nHost: evil.example\r\n\r\n" },
        { "an asterisk", "OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n" },
        { "a tunnel", "CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n" },
        { "two lengths", "POST /api/worker/claim HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}" },
        { "a negative length", "POST /api/worker/claim HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n{}" },
        { "a length that is none", "POST /api/worker/claim HTTP/1.1\r\nHost: x\r\nContent-Length: 0x10\r\n\r\n{}" },
        { "a length beyond all bounds", "POST /api/webhooks/github HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n{}" },
        { "length and chunks", "POST /api/worker/claim HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /api/tasks HTTP/1.1\r\nHost: x\r\n\r\n" },
        { "chunks of no size", "POST /api/webhooks/github HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n" },
        { "a chunk with a bare line feed", "POST /api/webhooks/github HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2;\n{}\r\n0\r\n\r\n" },
        { "an encoding of no kind", "POST /api/webhooks/github HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: zebra\r\n\r\n{}" },
        { "HTTP/2 without leave", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" },
        { "a TLS hello", "\u0016\u0003\u0001\u0002\0\u0001\0\r\n\r\n" },
        { "a very long line", "GET /" + new string('a', 20_000) + " HTTP/1.1\r\nHost: x\r\n\r\n" },
        { "very long headers", "GET /api/tasks HTTP/1.1\r\nHost: x\r\nX-A: " + new string('a', 60_000) + "\r\n\r\n" },
        { "very many headers", "GET /api/tasks HTTP/1.1\r\nHost: x\r\n" + string.Concat(Enumerable.Range(0, 500).Select(at => $"X-{at}: 1\r\n")) + "\r\n" },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task It_is_refused_and_the_server_lives(string name, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, rig.Address.Port);
        await using var stream = client.GetStream();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), patience.Token);
        client.Client.Shutdown(SocketShutdown.Send);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        string answer;
        try
        {
            answer = await reader.ReadToEndAsync(patience.Token);
        }
        catch (IOException)
        {
            // Reset: also a refusal.
            answer = "";
        }

        // What begins otherwise is the frame with which HTTP/2 says goodbye.
        var status = !answer.StartsWith("HTTP/1", StringComparison.Ordinal) ? 400 : int.Parse(answer.Split(' ')[1]);
        Assert.True(status is (>= 300 and < 500) or 501 or 505, $"{name}: {answer}");
        Assert.DoesNotContain("   at ", answer, StringComparison.Ordinal);
        using var alive = await rig.Dashboard.Relay.Client.GetAsync("/health/live");
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
    }
}
