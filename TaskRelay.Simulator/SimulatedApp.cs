using System.Security.Cryptography;
using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator;

/// <summary>The GitHub App that is registered here, with the secrets that its owner would have.</summary>
public sealed class SimulatedApp
{
    // Making a key takes longer than all else at the start; hosts in one process share it.
    private static readonly Lazy<string> ProcessKey = new(() =>
    {
        using var key = RSA.Create(2048);
        return key.ExportRSAPrivateKeyPem();
    });

    internal SimulatedApp(Uri? webhookUrl) => WebhookUrl = webhookUrl;

    public long AppId { get; } = 424_242;
    public string Slug { get; } = "taskrelay";
    public string Name { get; } = "TaskRelay";
    public string ClientId { get; } = "Iv23li" + TokenStore.RandomWord(14);
    public string ClientSecret { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));
    public string WebhookSecret { get; set; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
    public long BotUserId { get; } = 209_999_777;
    public string BotLogin => Slug + "[bot]";

    /// <summary>Null: the App has no active webhook and nothing is sent.</summary>
    public Uri? WebhookUrl { get; set; }

    /// <summary>Where the authorize page may send people back to; empty = anywhere on a loopback address.</summary>
    public IReadOnlyList<Uri> CallbackUrls { get; set; } = [];

    /// <summary>What the App asks for wherever it is installed. No <c>workflows</c>: such pushes are refused.</summary>
    public IReadOnlyDictionary<string, string> Permissions { get; set; } = new Dictionary<string, string>
    {
        ["metadata"] = "read",
        ["contents"] = "write",
        ["issues"] = "write",
        ["pull_requests"] = "write",
        ["checks"] = "read",
    };

    /// <summary>What the App is told of.</summary>
    public IReadOnlyList<string> Events { get; set; } = ["issue_comment", "issues", "pull_request"];

    /// <summary>The login of the account that registered the App.</summary>
    public string OwnerLogin { get; set; } = "octo";

    /// <summary>Signs the App's tokens; only its public half is used to check them.</summary>
    public string PrivateKeyPem => ProcessKey.Value;
}
