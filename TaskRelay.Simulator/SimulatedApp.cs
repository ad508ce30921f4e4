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

    public long AppId { get; private set; } = 424_242;
    public string Slug { get; private set; } = "taskrelay";
    public string Name { get; private set; } = "TaskRelay";
    public string ClientId { get; private set; } = NewClientId();
    public string ClientSecret { get; private set; } = NewSecret();
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
    public string PrivateKeyPem { get; private set; } = ProcessKey.Value;

    /// <summary>Where people are sent when they have installed the App; null: they stay.</summary>
    public Uri? SetupUrl { get; private set; }

    /// <summary>Another App takes the place of this one, as a manifest describes it, with secrets of its own.</summary>
    internal void Become(AppManifest manifest, string name, string owner)
    {
        using var key = RSA.Create(2048);
        (AppId, Name, Slug) = (AppId + 1, name, AppManifest.SlugOf(name));
        (ClientId, ClientSecret, PrivateKeyPem) = (NewClientId(), NewSecret(), key.ExportRSAPrivateKeyPem());
        WebhookSecret = manifest.HookUrl is null ? "" : NewSecret();
        WebhookUrl = manifest.HookIsActive ? manifest.HookUrl : null;
        (CallbackUrls, SetupUrl, OwnerLogin) = (manifest.CallbackUrls, manifest.SetupUrl, owner);
        (Permissions, Events) = (manifest.Permissions, manifest.Events);
    }

    private static string NewClientId() => "Iv23li" + TokenStore.RandomWord(14);

    private static string NewSecret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20));
}
