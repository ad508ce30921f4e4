using System.Text;
using TaskRelay.Contracts.Redaction;

namespace TaskRelay.Web.Tests.Agents;

public sealed class SecretScannerTests
{
    private static readonly SecretSamples Samples = new(31);
    private static readonly string[] Secrets = Samples.All();
    private static readonly SecretScanner Scanner = new(Secrets);

    [Theory]
    [MemberData(nameof(SecretRedactorTests.Forms), MemberType = typeof(SecretRedactorTests), DisableDiscoveryEnumeration = true)]
    public void A_secret_is_found_in_every_form(string form, Func<string, string> write)
    {
        foreach (var secret in Secrets.Where(s => s.Length > 20))
        {
            var text = "const string x = \"" + write(secret) + "\";";
            Assert.True(Scanner.IsFoundIn(text), form);
            Assert.True(Scanner.IsFoundIn(Encoding.UTF8.GetBytes(text)), form);
            Assert.True(Scanner.IsFoundIn(Encoding.Unicode.GetBytes(text)) || text.Any(c => c > 127), form);
        }
    }

    [Fact]
    public void Short_secrets_are_found_whole()
    {
        Assert.True(Scanner.IsFoundIn("password: hunter2!\n"));
        Assert.True(Scanner.IsFoundIn("pass99"u8));
        Assert.False(Scanner.IsFoundIn("hunter2 pass9"));
    }

    [Fact]
    public void A_secret_is_found_wherever_it_stands_in_a_large_binary()
    {
        var random = new Random(32);
        var bytes = new byte[900_000];
        random.NextBytes(bytes);
        Assert.False(Scanner.IsFoundIn(bytes));
        for (var round = 0; round < 30; round++)
        {
            var at = round == 0 ? (1 << 18) - 20 : random.Next(bytes.Length - 100);
            var copy = bytes.ToArray();
            Encoding.UTF8.GetBytes(Secrets[0][20..60]).CopyTo(copy, at);
            Assert.True(Scanner.IsFoundIn(copy), $"at {at}");
        }
    }

    [Fact]
    public void Another_secret_of_the_same_kind_is_not_taken_for_it()
    {
        var other = new SecretSamples(33);
        foreach (var token in other.All().Where(s => s.Length > 8)) Assert.False(Scanner.IsFoundIn(token), token);
        Assert.False(Scanner.IsFoundIn(Convert.ToBase64String(Encoding.UTF8.GetBytes(other.AnthropicKey()))));
        Assert.False(new SecretScanner([]).IsFoundIn("anything"));
    }
}
