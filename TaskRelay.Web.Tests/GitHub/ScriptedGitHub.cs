using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TaskRelay.Web.Data;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Observability;

namespace TaskRelay.Web.Tests.GitHub;

/// <summary>The GitHub part of the app on a scripted network, with a store of its own in a temporary folder.</summary>
internal sealed class ScriptedGitHub : IAsyncDisposable
{
    public static readonly string Pem = NewKey();

    private readonly string folder = Directory.CreateTempSubdirectory("taskrelay-github-").FullName;
    private readonly ServiceProvider provider;

    private ScriptedGitHub(Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        Configuration = configuration;
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Clock);
        services.AddRelayData($"Data Source={folder}/taskrelay.db");
        services.AddRelayTelemetry(configuration);
        services.AddRelayGitHub(configuration);
        services.AddHttpClient("github").ConfigurePrimaryHttpMessageHandler(() => new Network(this));
        provider = services.BuildServiceProvider();
    }

    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.UtcNow);

    public IConfigurationRoot Configuration { get; }

    public ConcurrentQueue<(string Line, string Body, string? Authorization)> Requests { get; } = new();

    /// <summary>Answers by "METHOD /path"; a missing one is 404.</summary>
    public Dictionary<string, Func<HttpResponseMessage>> Answers { get; } = [];

    public static async Task<ScriptedGitHub> StartAsync(Dictionary<string, string?>? settings = null)
    {
        var github = new ScriptedGitHub(settings ?? new Dictionary<string, string?>
        {
            ["GitHub:ApiBaseUrl"] = "https://ghe.example/api/v3",
            ["GitHub:AppId"] = "7",
            ["GitHub:AppSlug"] = "relay",
            ["GitHub:PrivateKey"] = Pem,
        });
        await github.provider.GetRequiredService<IStoreStartup>().RunAsync(CancellationToken.None);
        return github;
    }

    public T Get<T>()
        where T : notnull => provider.GetRequiredService<T>();

    public void Answer(string line, string json, HttpStatusCode status = HttpStatusCode.OK, params (string Name, string Value)[] headers) =>
        Answers[line] = () => Json(json, status, headers);

    public void AnswerMint(string token = "ghs_one") => Answers["POST /api/v3/app/installations/1/access_tokens"] = () =>
        Json($$"""{"token":"{{token}}","expires_at":"{{Clock.GetUtcNow().AddHours(1):O}}"}""", HttpStatusCode.Created);

    public static HttpResponseMessage Json(string json, HttpStatusCode status, params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }

    public static string NewKey()
    {
        using var key = RSA.Create(2048);
        return key.ExportRSAPrivateKeyPem();
    }

    public async ValueTask DisposeAsync()
    {
        await provider.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var line = $"{request.Method} {request.RequestUri!.AbsolutePath}";
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Requests.Enqueue((line, body, request.Headers.Authorization?.ToString()));
        var response = Answers.TryGetValue(line, out var answer) ? answer() : Json("""{"message":"Not Found"}""", HttpStatusCode.NotFound);
        response.RequestMessage = request;
        return response;
    }

    private sealed class Network(ScriptedGitHub owner) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            owner.AnswerAsync(request, cancellationToken);
    }
}
