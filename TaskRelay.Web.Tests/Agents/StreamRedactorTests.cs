using System.Text;
using TaskRelay.Contracts.Redaction;

namespace TaskRelay.Web.Tests.Agents;

public sealed class StreamRedactorTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void However_the_text_is_cut_the_outcome_is_that_of_the_whole(int seed)
    {
        var random = new Random(seed);
        var samples = new SecretSamples(seed);
        var secrets = samples.All();
        var redactor = new SecretRedactor(secrets);
        for (var round = 0; round < 25; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 10)).Select(_ => Piece(random, samples, secrets)));
            var expected = redactor.Redact(text);
            var actual = Stream(redactor, Cut(text, random));
            Assert.True(expected == actual, $"seed {seed}, round {round}:\n{text}\n--- whole\n{expected}\n--- cut\n{actual}");
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void A_secret_broken_over_writes_and_lines_does_not_come_through(int seed)
    {
        var random = new Random(seed);
        var samples = new SecretSamples(seed);
        for (var round = 0; round < 200; round++)
        {
            var secret = round % 2 == 0 ? samples.AnthropicKey() : samples.Awkward();
            var written = round % 3 == 0 ? Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)) : secret;
            var chunks = Cut(written, random).SelectMany(c => random.Next(2) == 0 ? [c] : new[] { c, "\n" });
            var shown = Stream(new SecretRedactor([secret]), ["start\n", .. chunks, "\nend\n"]);
            var joined = shown.Replace("\n", "", StringComparison.Ordinal);
            for (var i = 0; i + 10 <= written.Length; i++)
                if (written.Substring(i, 10) is var window && !"sk-ant-api03-".Contains(window, StringComparison.Ordinal))
                    Assert.False(joined.Contains(window, StringComparison.Ordinal), $"seed {seed}, round {round}: {shown}");
        }
    }

    [Fact]
    public void Ordinary_lines_come_through_at_once()
    {
        var stream = new SecretRedactor([new SecretSamples(3).AnthropicKey()]).NewStream();
        foreach (var line in new[] { "restoring packages\n", "tests\n", "s\n", "done: 3 files, task disks\n" })
            Assert.Equal(line, stream.Push(line));
        Assert.Equal("", stream.Flush());
    }

    [Fact]
    public void The_beginning_of_a_secret_is_held_until_it_is_known_what_it_is()
    {
        var key = new SecretSamples(3).AnthropicKey();
        var stream = new SecretRedactor([key]).NewStream();
        Assert.Equal("key: ", stream.Push("key: " + key[..30]));
        Assert.Equal("", stream.Push(key[30..50]));
        Assert.Equal("[redacted]\n", stream.Push(key[50..] + "\n"));

        Assert.Equal("it is ", stream.Push("it is " + key[13..19]));
        Assert.Equal(key[13..19] + "!!!\n", stream.Push("!!!\n"));
    }

    [Fact]
    public void An_unknown_token_split_over_writes_is_replaced()
    {
        var stream = new SecretRedactor([]).NewStream();
        var shown = new StringBuilder();
        foreach (var chunk in new[] { "a g", "hs_", "123456_ey", "JhbGciOiJSUzI1NiJ9.eyJpYXQiOjE3fQ", ".c2lnbmF0dXJl", " b Authoriz", "ation: Bea", "rer x", "yz\n" })
            shown.Append(stream.Push(chunk));
        Assert.Equal("a [redacted] b Authorization: Bearer [redacted]\n", shown.ToString());
    }

    [Fact]
    public void What_is_held_is_bounded()
    {
        var stream = new SecretRedactor([]).NewStream();
        var (fed, shown) = (0, 0);
        for (; fed < 400_000; fed += 1000) shown += stream.Push("ghp_" + new string('a', 996)).Length;
        Assert.True(shown > 0);
        Assert.DoesNotContain("ghp_", stream.Flush(), StringComparison.Ordinal);
    }

    private static string Piece(Random random, SecretSamples samples, string[] secrets)
    {
        var secret = secrets[random.Next(secrets.Length)];
        return random.Next(7) switch
        {
            0 => secret,
            1 => Convert.ToBase64String(Encoding.UTF8.GetBytes(new string('.', random.Next(3)) + secret)),
            2 => secret[random.Next(secret.Length)..],
            3 => "\u001b[31m" + secret[..(secret.Length / 2)] + "\u001b[0m" + secret[(secret.Length / 2)..] + " ",
            4 => samples.NewGitHubToken() + " ",
            5 => "https://x-access-token:" + samples.Letter(40) + "@github.com/ Authorization: Bearer " + samples.Letter(20) + "\n",
            _ => samples.Words(random.Next(1, 20)),
        };
    }

    private static IEnumerable<string> Cut(string text, Random random)
    {
        var most = random.Next(3) switch { 0 => 5, 1 => 30, _ => 300 };
        for (var at = 0; at < text.Length;)
        {
            var length = Math.Min(random.Next(1, most + 1), text.Length - at);
            yield return text.Substring(at, length);
            at += length;
        }
    }

    private static string Stream(SecretRedactor redactor, IEnumerable<string> chunks)
    {
        var stream = redactor.NewStream();
        var result = new StringBuilder();
        foreach (var chunk in chunks) result.Append(stream.Push(chunk));
        return result.Append(stream.Flush()).ToString();
    }
}
