using System.Security.Cryptography;

namespace TaskRelay.Benchmarks.Ingest.Servers;

/// <summary>One configuration for all peers: an App is set up, nothing may run, and GitHub can't be reached.</summary>
internal static class PeerSettings
{
    public const string Secret = "a secret of the benchmark";

    /// <summary>The discard port: loopback, and closed.</summary>
    private const string Nowhere = "http://127.0.0.1:9";

    public static Dictionary<string, string?> In(string folder)
    {
        using var key = RSA.Create(2048);
        return new Dictionary<string, string?>
        {
            ["urls"] = "http://127.0.0.1:0",
            ["ConnectionStrings:TaskRelay"] = $"Data Source={PeerServer.DatabaseIn(folder)}",
            ["DataProtection:KeysPath"] = Path.Combine(folder, "keys"),
            ["Runners:Local:WorkRoot"] = Path.Combine(folder, "work"),
            ["GitHub:AppId"] = "1",
            ["GitHub:PrivateKey"] = key.ExportRSAPrivateKeyPem(),
            ["GitHub:WebhookSecret"] = Secret,
            ["GitHub:WebBaseUrl"] = Nowhere,
            ["GitHub:ApiBaseUrl"] = Nowhere,
            ["Admission:Accounts"] = "*",
            ["Queue:MaxRunning"] = "0",

            // What the app says of itself is written, also of each delivery; what the framework says of each request and statement is not.
            ["Logging:LogLevel:Default"] = "Information",
            ["Logging:LogLevel:Microsoft"] = "Warning",
            ["Logging:LogLevel:System"] = "Warning",
            ["Logging:LogLevel:Polly"] = "Error",
            ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Information",
        };
    }
}
