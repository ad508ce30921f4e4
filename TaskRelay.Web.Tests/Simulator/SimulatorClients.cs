using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Octokit;
using TaskRelay.Simulator;

namespace TaskRelay.Web.Tests.Simulator;

/// <summary>The clients that talk to a simulator the way the app and its users do.</summary>
internal static class SimulatorClients
{
    public static GitHubClient Octokit(this SimulatorHost host, string token) =>
        new(new Connection(new Octokit.ProductHeaderValue("tests"), host.Url) { Credentials = new Credentials(token, AuthenticationType.Bearer) });

    public static HttpClient Http(this SimulatorHost host, string? token = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = host.Url };
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>The App's own token, valid unless told otherwise.</summary>
    public static string AppToken(this SimulatorHost host, int issuedSecondsAgo = 60, int lifeSeconds = 600, RSA? key = null, DateTimeOffset? now = null)
    {
        var issued = (now ?? DateTimeOffset.UtcNow).ToUnixTimeSeconds() - issuedSecondsAgo;
        var claims = new JsonObject { ["iat"] = issued, ["exp"] = issued + lifeSeconds, ["iss"] = host.App.ClientId };
        var signed = $"{Part(new JsonObject { ["alg"] = "RS256", ["typ"] = "JWT" })}.{Part(claims)}";
        using var own = RSA.Create();
        own.ImportFromPem(host.App.PrivateKeyPem);
        var signature = (key ?? own).SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";

        static string Part(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
    }

    public static async Task<JsonNode> JsonAsync(this HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

    public static StringContent Json(object body) => new(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
}
