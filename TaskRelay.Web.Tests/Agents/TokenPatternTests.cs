using TaskRelay.Contracts.Redaction;

namespace TaskRelay.Web.Tests.Agents;

public sealed class TokenPatternTests
{
    private static readonly SecretSamples Samples = new(21);
    private static readonly SecretRedactor Redactor = new([]);

    public static TheoryData<string> Tokens =>
    [
        "ghp_16C7e42F292c6912E7710c838347Ae178B4a", "gho_abcdefgh", "ghu_" + Samples.Letter(80), "ghr_" + Samples.Letter(300),
        Samples.NewGitHubToken(), "github_pat_11ABCDEFG0" + Samples.Letter(60), Samples.AnthropicKey(), "sk-proj-" + Samples.Letter(48) + "1a",
        "sk-or-v1-0123456789abcdef0123456789abcdef", Samples.FlyToken(), "fm2_" + Samples.Letter(50), Samples.JsonWebToken(),
        "trt_" + Samples.Letter(43), "trl_" + Samples.Letter(43), "tra_" + Samples.Letter(43), "AKIAIOSFODNN7EXAMPLE", "AIzaSyA1234567890abcdefghijklmnopqrstuvw", Samples.KeyFile().Trim(),
        Samples.KeyFile().Trim().Replace("\n", "\\n", StringComparison.Ordinal),
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\n" + Samples.Letter(64) + "\n-----END ENCRYPTED PRIVATE KEY-----",
    ];

    [Theory]
    [MemberData(nameof(Tokens))]
    public void What_looks_like_a_credential_is_replaced(string token)
    {
        foreach (var (before, after) in new[] { ("", ""), ("token=", "\n"), ("\"", "\","), ("see ", ". Next"), ("(", ")") })
        {
            var redacted = Redactor.Redact(before + token + after);
            var lines = token.Split('\n').Select(static line => line.Length == 0 ? "" : "[redacted]");
            Assert.Equal(before + string.Join('\n', lines) + after, redacted);
        }
    }

    [Theory]
    [InlineData("Authorization: Bearer abc", "Authorization: Bearer [redacted]")]
    [InlineData("authorization: basic dXNlcjpw", "authorization: basic [redacted]")]
    [InlineData("-H 'Bearer 0123456789abcdefXYZ'", "-H 'Bearer [redacted]'")]
    [InlineData("Basic dXNlcjpwYXNzd29yZA==", "Basic [redacted]")]
    [InlineData("https://x-access-token:abc@github.com/o/r.git", "https://[redacted]@github.com/o/r.git")]
    [InlineData("x-access-token:abc@github.com", "x-access-token:[redacted]@github.com")]
    [InlineData("postgres://app:pa%20ss@db:5432/x", "postgres://[redacted]@db:5432/x")]
    [InlineData("https://0123456789abcdef01@host/", "https://[redacted]@host/")]
    public void Headers_and_addresses_lose_their_credential_only(string text, string expected) => Assert.Equal(expected, Redactor.Redact(text));

    [Fact]
    public void A_token_right_behind_a_known_secret_is_replaced_too()
    {
        var redactor = new SecretRedactor(["Zm9vYmFyYmF6MTIz"]);
        Assert.Equal("[redacted]", redactor.Redact("Zm9vYmFyYmF6MTIzghp_0123456789abcdef"));
    }

    [Fact]
    public void Ordinary_text_is_left_alone()
    {
        const string source = """
            if (key.StartsWith("sk-ant-api03-") || key.StartsWith("ghp_") || key.StartsWith("github_pat_")) return Kind.Key;
            request.Headers.Authorization = new("Bearer", token); var header = $"Bearer {token}"; "Bearer " + token; Bearer authentication
            .sk-fading-circle-loader .sk-circle1:before { animation: sk-circleFadeDelay 1.2s infinite } Basic authentication settings
            precision highp float; uniform highp_vec4; task-runner disk-usage; ssh://git@github.com/octo/hello.git git@github.com:octo/hello
            var url = $"https://{user}:{password}@{host}/"; "https://$USER:$TOKEN@host"; https://example.com/@user/post; http://localhost:5000/a@b
            "-----BEGIN PRIVATE KEY-----" + body + "-----END PRIVATE KEY-----"; -----BEGIN CERTIFICATE-----
            commit 31388de09f2a4b7c6d5e8f901a2b3c4d5e6f7a8b sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
            public static readonly string Pattern = @"eyJ[A-Za-z0-9_-]+"; eyJ is how a token begins; AKIA and AIza are prefixes
            FlyV1 tokens are not prefixed again; fm2_ is theirs. x-access-token: is a user name. ----------------------------------------
            data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==
            """;
        var redactor = new SecretRedactor(Samples.All());
        Assert.Equal(source, redactor.Redact(source));
        Assert.False(new SecretScanner(Samples.All()).IsFoundIn(source));
    }
}
