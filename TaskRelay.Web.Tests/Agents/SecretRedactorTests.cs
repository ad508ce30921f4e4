using System.Net;
using System.Text;
using System.Text.Json;
using TaskRelay.Contracts.Redaction;

namespace TaskRelay.Web.Tests.Agents;

public sealed class SecretRedactorTests
{
    private static readonly SecretSamples Samples = new(7);
    private static readonly string Key = Samples.AnthropicKey();
    private static readonly string Awkward = Samples.Awkward();
    private static readonly string File = Samples.KeyFile();

    public static TheoryData<string, Func<string, string>> Forms => new()
    {
        { "raw", static s => s },
        { "base64", static s => Convert.ToBase64String(Encoding.UTF8.GetBytes(s)) },
        { "base64 at offset 1", static s => Convert.ToBase64String(Encoding.UTF8.GetBytes("=" + s + "\n")) },
        { "base64 at offset 2", static s => Convert.ToBase64String(Encoding.UTF8.GetBytes("k=" + s + ";")) },
        { "base64 without padding", static s => Convert.ToBase64String(Encoding.UTF8.GetBytes(s)).TrimEnd('=') },
        { "base64 for URLs", static s => Convert.ToBase64String(Encoding.UTF8.GetBytes("?" + s)).Replace('+', '-').Replace('/', '_') },
        { "base64 of UTF-16", static s => Convert.ToBase64String(Encoding.Unicode.GetBytes(s)) },
        { "wrapped base64", static s => Convert.ToBase64String(Encoding.UTF8.GetBytes(s), Base64FormattingOptions.InsertLineBreaks) },
        { "lower hex", static s => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(s)) },
        { "upper hex", static s => Convert.ToHexString(Encoding.UTF8.GetBytes(s)) },
        { "URL", Uri.EscapeDataString },
        { "form", WebUtility.UrlEncode },
        { "all percent", static s => string.Concat(Encoding.UTF8.GetBytes(s).Select(b => $"%{b:x2}")) },
        { "JSON", static s => JsonSerializer.Serialize(s) },
        { "HTML", WebUtility.HtmlEncode },
        { "colour in the middle", static s => s[..8] + "\u001b[1;31m" + s[8..20] + "\u001b]8;;http://x\u001b\\" + s[20..] },
        { "zero-width characters", static s => string.Join('\u200b', s.ToCharArray()) },
        { "two lines", static s => s[..12] + "\r\n" + s[12..] },
        { "less its beginning", static s => s[7..] },
        { "less its end", static s => s[..^7] },
    };

    [Theory]
    [MemberData(nameof(Forms), DisableDiscoveryEnumeration = true)]
    public void A_secret_is_replaced_in_every_form(string form, Func<string, string> write)
    {
        foreach (var secret in new[] { Key, Awkward, File })
        {
            var redacted = new SecretRedactor([secret]).Redact("before " + write(secret) + " after");

            Assert.StartsWith("before ", redacted, StringComparison.Ordinal);
            Assert.EndsWith(" after", redacted, StringComparison.Ordinal);
            // Padding and what was encoded beside the secret may stay.
            var rest = redacted.Replace("before ", "", StringComparison.Ordinal).Replace(" after", "", StringComparison.Ordinal);
            rest = rest.Replace("[redacted]", "", StringComparison.Ordinal).ReplaceLineEndings("").Replace("-----BEGIN RSA PRIVATE KEY-----", "", StringComparison.Ordinal);
            Assert.True(rest.Length <= 16, $"{form}: {rest}");
        }
    }

    [Fact]
    public void Any_ten_characters_of_a_secret_are_replaced()
    {
        var redactor = new SecretRedactor([Key]);
        for (var start = "sk-ant-api03-".Length; start + 10 <= Key.Length; start++)
            Assert.Equal("x [redacted] y", redactor.Redact($"x {Key.Substring(start, 10)} y"));
        Assert.Equal("the prefix sk-ant-api03- is no secret", redactor.Redact("the prefix sk-ant-api03- is no secret"));
    }

    [Fact]
    public void Short_secrets_are_replaced_whole_and_tiny_ones_not()
    {
        var redactor = new SecretRedactor(["pass99", "hunter2!", "abc", ""]);
        Assert.Equal("a [redacted] b hunter2 pass9 abc [redacted]", redactor.Redact("a pass99 b hunter2 pass9 abc hunter2!"));
    }

    [Fact]
    public void A_key_file_is_replaced_line_by_line()
    {
        var redactor = new SecretRedactor([File]);
        foreach (var line in File.Split('\n').Skip(2).Where(l => l.Length == 64))
            Assert.Equal("> [redacted]", redactor.Redact("> " + line));
    }

    [Fact]
    public void Line_breaks_and_what_is_around_survive_and_controls_do_not()
    {
        var text = $"one\r\ntwo {Key[..20]}\n{Key[20..]} three\u001b[0m\u0007\tfour\n\u001b]0;unfinished\nfive";
        Assert.Equal("one\r\ntwo [redacted]\n[redacted] three\tfour\n\nfive", new SecretRedactor([Key]).Redact(text));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Redacting_twice_changes_nothing_more(int seed)
    {
        var random = new Random(seed);
        var samples = new SecretSamples(seed);
        var secrets = samples.All();
        var redactor = new SecretRedactor(secrets);
        for (var round = 0; round < 200; round++)
        {
            var pieces = Enumerable.Range(0, random.Next(1, 12)).Select(_ => random.Next(3) switch
            {
                0 => secrets[random.Next(secrets.Length)] is var s ? s[random.Next(s.Length)..] : "",
                1 => samples.NewGitHubToken()[..random.Next(4, 60)],
                _ => samples.Words(random.Next(6)),
            });
            var once = redactor.Redact(string.Concat(pieces));
            Assert.True(once == redactor.Redact(once), $"seed {seed}, round {round}: {once}");
        }
    }

    [Fact]
    public void Speed_is_told()
    {
        var samples = new SecretSamples(11);
        var secrets = Enumerable.Range(0, 200).Select(i => i % 4 == 0 ? samples.NewGitHubToken() : samples.AnthropicKey()).ToArray();
        var redactor = new SecretRedactor(secrets);
        var text = samples.Words(250_000);
        var bytes = Encoding.UTF8.GetBytes(text);
        var scanner = new SecretScanner(secrets);
        redactor.Redact(text);
        foreach (var (name, work) in new (string, Action)[]
        {
            ("redact", () => redactor.Redact(text)),
            ("scan", () => scanner.IsFoundIn(bytes)),
            ("stream, lines", () =>
            {
                var stream = redactor.NewStream();
                foreach (var line in text.Split('\n')) stream.Push(line + "\n");
            }),
        })
        {
            var start = TimeProvider.System.GetTimestamp();
            work();
            var speed = bytes.Length / 1e6 / TimeProvider.System.GetElapsedTime(start).TotalSeconds;
            TestContext.Current.TestOutputHelper?.WriteLine($"{name}: {speed:F0} MB/s, {bytes.Length / 1e6:F1} MB, {secrets.Length} secrets");
        }

        Assert.Equal(text, redactor.Redact(text));
    }
}
