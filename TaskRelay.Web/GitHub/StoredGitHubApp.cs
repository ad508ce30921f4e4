using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;
using TaskRelay.Web.Settings;

namespace TaskRelay.Web.GitHub;

/// <summary>The part of the App that lives in the store, secrets protected.</summary>
public sealed partial class StoredGitHubApp(
    IDbContextFactory<RelayDbContext> contexts,
    IWriteGate gate,
    IDataProtectionProvider protection,
    TimeProvider clock,
    ILogger<StoredGitHubApp> logger)
{
    /// <summary>The word for other instances that the stored App has changed.</summary>
    public const string Changed = "github-app";

    private const string Prefix = "github.";

    private readonly IDataProtector protector = protection.CreateProtector("TaskRelay.GitHubApp.v1");

    /// <summary>What is stored, in the shape of the configuration section; a secret that can't be decrypted any more is a problem, not a crash.</summary>
    public async Task<(GitHubOptions Values, string? Ingest, IReadOnlyList<string> Problems)> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.StoredSettings.Where(row => row.Name.StartsWith(Prefix)).ToDictionaryAsync(row => row.Name, cancellationToken);
        var problems = new List<string>();
        string? Get(string name) => rows.TryGetValue(Prefix + name, out var row) ? Open(row, problems) : null;
        var values = new GitHubOptions
        {
            AppId = Get("app_id"),
            AppSlug = Get("app_slug"),
            ClientId = Get("client_id"),
            ClientSecret = Get("client_secret"),
            PrivateKey = Get("private_key"),
            WebhookSecret = Get("webhook_secret"),
            PreviousWebhookSecret = Get("previous_webhook_secret"),
        };
        return (values, Get("ingest"), problems);
    }

    /// <summary>Stores what the change names, and whatever else belongs to it, in one transaction.</summary>
    public Task SaveAsync(GitHubAppChange change, Action<WriteScope>? also, CancellationToken cancellationToken)
    {
        (string Name, string? Value, bool IsSecret)[] wanted =
        [
            ("app_id", change.AppId, false),
            ("app_slug", change.Slug, false),
            ("client_id", change.ClientId, false),
            ("client_secret", change.ClientSecret, true),
            ("private_key", change.PrivateKey, true),
            ("webhook_secret", change.WebhookSecret, true),
            ("previous_webhook_secret", change.PreviousWebhookSecret, true),
            ("ingest", change.Ingest, false),
        ];

        // Protected before the gate: work there does nothing but SQL.
        var rows = wanted.Where(row => row.Value is not null).Select(row => (row.Name, Value: Seal(row.Value!, row.IsSecret), row.IsSecret)).ToArray();
        var now = clock.GetUtcNow();
        return gate.WriteAsync(
            (scope, _) =>
            {
                foreach (var (name, value, isSecret) in rows)
                {
                    scope.Execute("DELETE FROM stored_settings WHERE name = @p0", Prefix + name);
                    if (value is not null)
                    {
                        scope.Execute(
                            "INSERT INTO stored_settings (name, value, is_secret, updated_at) VALUES (@p0, @p1, @p2, @p3)",
                            Prefix + name, value, isSecret, now);
                    }
                }

                also?.Invoke(scope);
                scope.Announce(Changed);
                return Task.CompletedTask;
            },
            cancellationToken);
    }

    private byte[]? Seal(string value, bool isSecret)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return null;
        }

        var bytes = Encoding.UTF8.GetBytes(value.Trim());
        return isSecret ? protector.Protect(bytes) : bytes;
    }

    private string? Open(StoredSetting row, List<string> problems)
    {
        try
        {
            return Encoding.UTF8.GetString(row.IsSecret ? protector.Unprotect(row.Value) : row.Value);
        }
        catch (CryptographicException exception)
        {
            Log.Undecryptable(logger, row.Name, exception);
            problems.Add($"The stored {row.Name} can't be decrypted with the present Data Protection keys: restore the keys, or enter it again.");
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The stored setting {Name} can't be decrypted with the present Data Protection keys.")]
        public static partial void Undecryptable(ILogger logger, string name, Exception exception);
    }
}
