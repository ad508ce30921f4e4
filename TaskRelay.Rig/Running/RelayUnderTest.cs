using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using TaskRelay.Rig.Power;
using TaskRelay.Simulator;

namespace TaskRelay.Rig.Running;

/// <summary>The app as operators run it, on one address and one store through all its lives.</summary>
internal sealed class RelayUnderTest(RigOptions options, SimulatorHost gitHub, string folder) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.Zero });
    private Process? _process;

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort()}");

    /// <summary>The SQLite file, where there is one.</summary>
    public string DatabaseFile { get; } = Path.Combine(folder, "taskrelay.db");

    /// <summary>Starts it; answers how long it took until it said that it is ready.</summary>
    public async Task<TimeSpan> StartAsync(int life, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            ArgumentList =
            {
                "-c", "log=$1; shift; exec \"$@\" >\"$log\" 2>&1", "sh", Path.Combine(folder, $"relay-{life}.log"),
                "dotnet", options.App, "--urls", Address.ToString().TrimEnd('/'), "--contentRoot", Path.GetDirectoryName(options.App)!,
            },
        };
        foreach (var (key, value) in Settings())
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        var watch = Stopwatch.StartNew();
        _process = Process.Start(start)!;
        while (!await IsReadyAsync(cancellationToken))
        {
            if (_process.HasExited || watch.Elapsed > Patience)
            {
                throw new RunEndedException(
                    $"Life {life} did not get ready in {watch.Elapsed.TotalSeconds:0} s; its log ends with:\n{LogEnd(life)}");
            }

            await Task.Delay(5, cancellationToken);
        }

        return watch.Elapsed;
    }

    /// <summary>SIGKILL, and only this process: workers live on.</summary>
    public async Task KillAsync()
    {
        if (_process is null)
        {
            return;
        }

        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _process = null;
    }

    public void Dispose()
    {
        _process?.Kill();
        _process?.Dispose();
        _client.Dispose();
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _client.GetAsync(new Uri(Address, "health/ready"), cancellationToken);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            // Nobody listens yet.
            return false;
        }
    }

    private IEnumerable<KeyValuePair<string, string>> Settings()
    {
        var url = gitHub.Url.ToString().TrimEnd('/');
        KeyValuePair<string, string>[] settings =
        [
            new("ConnectionStrings:TaskRelay", options.Connection ?? $"Data Source={DatabaseFile}"),
            new("Database:Provider", options.Database),
            new("DataProtection:KeysPath", Path.Combine(folder, "keys")),
            new("Runners:Local:WorkRoot", Path.Combine(folder, "work")),
            new("GitHub:WebBaseUrl", url),
            new("GitHub:ApiBaseUrl", url),
            new("GitHub:AppId", $"{gitHub.App.AppId}"),
            new("GitHub:AppSlug", gitHub.App.Slug),
            new("GitHub:ClientId", gitHub.App.ClientId),
            new("GitHub:ClientSecret", gitHub.App.ClientSecret),
            new("GitHub:PrivateKey", gitHub.App.PrivateKeyPem),
            new("GitHub:WebhookSecret", gitHub.App.WebhookSecret),
            new("Anthropic:BaseUrl", gitHub.AnthropicUrl),
            new("Administrators", "maintainer"),
            new("Admission:Accounts", "*"),
        ];
        return options.Database == "sqlite"
            ? settings.Where(setting => setting.Key != "Database:Provider").Concat(PowerCut.Environment(DatabaseFile, Path.GetDirectoryName(options.App)!))
            : settings;
    }

    private string LogEnd(int life)
    {
        var log = Path.Combine(folder, $"relay-{life}.log");
        return File.Exists(log) ? string.Join('\n', File.ReadLines(log).TakeLast(30)) : "";
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
