namespace TaskRelay.Web.Tests.Agents;

/// <summary>Made-up secrets of every kind that passes through, from a seed.</summary>
internal sealed class SecretSamples(int seed)
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private readonly Random _random = new(seed);

    public string Letter(int count) => new([.. Enumerable.Range(0, count).Select(_ => Letters[_random.Next(Letters.Length)])]);

    public string AnthropicKey() => "sk-ant-api03-" + Letter(80) + "_-AA";

    public string GitHubToken() => "ghs_" + Letter(36);

    public string NewGitHubToken() => $"ghs_{_random.Next(100_000, 999_999)}_{JsonWebToken()}";

    public string JsonWebToken() => "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJpYXQiOjE3" + Letter(60) + "." + Letter(86);

    public string FlyToken() => "FlyV1 fm2_lJPECAAAAAAA" + Letter(60) + "," + "fm2_lJPETw" + Letter(40);

    /// <summary>With characters that URL, JSON and HTML write differently.</summary>
    public string Awkward() => Letter(6) + "+/=&\"\\<ü" + Letter(6) + "%é 'x'" + Letter(6);

    public string KeyFile()
    {
        var body = string.Join('\n', Enumerable.Range(0, 26).Select(_ => Letter(64)));
        return $"-----BEGIN RSA PRIVATE KEY-----\n{body}\n{Letter(10)}==\n-----END RSA PRIVATE KEY-----\n";
    }

    public string[] All() => [AnthropicKey(), GitHubToken(), NewGitHubToken(), FlyToken(), Awkward(), KeyFile(), "hunter2!", "pass99"];

    public string Words(int count) =>
        string.Join(' ', Enumerable.Range(0, count).Select(_ => _random.Next(8) == 0 ? "line\n" : Ordinary[_random.Next(Ordinary.Length)]));

    private static readonly string[] Ordinary =
        ["the", "build", "passed", "in", "3.2s", "src/App.cs:42", "task-runner", "Basic", "settings", "https://example.com/a?b=c", "a1b2c3d4e5f6", "=>", "{}", "über"];
}
