namespace TaskRelay.Web.Tests.Surface;

/// <summary>Bodies that no endpoint takes, as bytes with the headers they come with.</summary>
public static class MalformedBodies
{
    /// <summary>A body, the type that it is said to have, and how it is said to be encoded.</summary>
    public sealed record Body(string Name, byte[] Bytes, string? ContentType = "application/json", string? Encoding = null);

    public static IReadOnlyList<Body> All { get; } =
    [
        Json("a bare word", "nonsense"),
        Json("an open object", "{"),
        Json("an open string", "{\"a\":\""),
        Json("an open array", "[1,2"),
        Json("only a comma", ","),
        Json("two values", "{} {}"),
        Json("a trailing comma", "{\"a\":1,}"),
        Json("a comment", "{/* a */}"),
        Json("single quotes", "{'a':1}"),
        Json("a number", "1"),
        Json("a string", "\"{}\""),
        Json("true", "true"),
        Json("an array of arrays", "[[[]]]"),
        Json("not a number", "{\"workerId\":NaN,\"agent\":NaN,\"version\":NaN}"),
        Json("a huge number", "{\"issueNumber\":1e400,\"attempt\":1e400,\"version\":1e400,\"agent\":1e400}"),
        Json("a long number", $"{{\"issueNumber\":{new string('9', 5000)},\"agent\":{new string('9', 5000)},\"attempt\":{new string('9', 5000)}}}"),
        Json("a leading zero", "{\"issueNumber\":01,\"agent\":01}"),
        Json("members of the wrong type", "{\"repository\":{},\"issueNumber\":\"1\",\"agent\":[],\"model\":7,\"name\":{},\"scopes\":3,\"workerId\":{},\"events\":7,\"provider\":[],\"values\":7,\"taskId\":7,\"apiKey\":{},\"token\":{},\"anthropic\":{}}"),
        Json("a member that nobody knows", "{\"isAdministrator\":true,\"ownerId\":1,\"unknown\":{\"a\":[1]}}"),
        Json("a prototype", "{\"__proto__\":{\"a\":1},\"constructor\":{}}"),
        Json("deep arrays", new string('[', 5000) + new string(']', 5000)),
        Json("deep objects", string.Concat(Enumerable.Repeat("{\"a\":", 3000)) + "1" + new string('}', 3000)),
        Json("a lone surrogate", "{\"workerId\":\"\\ud800\",\"agent\":\"\\ud800\",\"repository\":\"\\udfff/x\",\"name\":\"\\ud800\",\"provider\":\"\\ud800\",\"anthropic\":\"\\ud800\",\"apiKey\":\"\\ud800\",\"token\":\"\\ud800\",\"status\":\"\\ud800\"}"),
        Json("a bad escape", "{\"agent\":\"\\x41\"}"),
        Json("a control character", "{\"agent\":\"a\u0001b\"}"),
        Json("a NUL in a string", "{\"agent\":\"a\\u0000b\",\"repository\":\"octo/\\u0000\",\"name\":\"\\u0000\",\"provider\":\"\\u0000\",\"workerId\":7}"),
        new("invalid UTF-8", [.. "{\"agent\":\""u8, 0xC3, 0x28, 0xFF, .. "\"}"u8]),
        new("overlong UTF-8", [.. "{\"agent\":\""u8, 0xC0, 0xAF, .. "\"}"u8]),
        new("a NUL byte", [.. "{\"agent\":1}"u8, 0x00]),
        new("only NUL bytes", new byte[64]),
        new("a byte order mark", [0xEF, 0xBB, 0xBF, .. "{\"agent\":7}"u8]),
        new("UTF-16", System.Text.Encoding.Unicode.GetBytes("{\"agent\":\"x\"}")),
        new("UTF-16 that is named", System.Text.Encoding.Unicode.GetBytes("{\"agent\":7}"), "application/json; charset=utf-16"),
        new("a charset that nobody knows", "{\"agent\":7}"u8.ToArray(), "application/json; charset=klingon"),
        new("no type", "{\"a\":1}"u8.ToArray(), null),
        new("plain text", "{\"a\":1}"u8.ToArray(), "text/plain"),
        new("a form", "a=1&b=2"u8.ToArray(), "application/x-www-form-urlencoded"),
        new("a multipart form", "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--x--\r\n"u8.ToArray(), "multipart/form-data; boundary=x"),
        new("XML", "<a/>"u8.ToArray(), "application/xml"),
        new("a type that is none", "{\"a\":1}"u8.ToArray(), "application"),
        new("said to be gzip", "{\"a\":1}"u8.ToArray(), "application/json", "gzip"),
        new("said to be brotli", [0x0b, 0x02, 0x80, 0x7b, 0x7d, 0x03], "application/json", "br"),
        new("real gzip", Gzip("{\"a\":1}"), "application/json", "gzip"),
        Json("two megabytes", "{\"agent\":\"" + new string('a', 2 * 1024 * 1024) + "\",\"unknown\":1}"),
        Json("ten thousand members", "{" + string.Join(',', Enumerable.Range(0, 10_000).Select(at => $"\"m{at}\":{at}")) + "}"),
        Json("the same member many times", "{" + string.Join(',', Enumerable.Repeat("\"agent\":1", 1000)) + "}"),
    ];

    /// <summary>What is an object at all is enough for events of which nothing is read.</summary>
    public static bool IsObject(byte[] body)
    {
        try
        {
            return System.Text.Json.Nodes.JsonNode.Parse(body) is System.Text.Json.Nodes.JsonObject;
        }
        catch (Exception exception) when (exception is System.Text.Json.JsonException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    private static Body Json(string name, string text) => new(name, System.Text.Encoding.UTF8.GetBytes(text));

    private static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest))
        {
            gzip.Write(System.Text.Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }
}
