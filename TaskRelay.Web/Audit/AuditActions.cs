namespace TaskRelay.Web.Audit;

/// <summary>The words of the audit log.</summary>
public static class AuditActions
{
    public const string SignIn = "sign_in";

    public const string SignOut = "sign_out";

    /// <summary>An administrator ended all sessions of a person.</summary>
    public const string SessionsEnded = "sessions_ended";

    /// <summary>Somebody asked for what they may not have.</summary>
    public const string Denied = "denied";

    public const string SecretChanged = "secret_changed";

    public const string ConfigChanged = "config_changed";

    public const string TaskCreated = "task_created";

    public const string TaskStopped = "task_stopped";

    public const string TaskRetried = "task_retried";

    /// <summary>An administrator read a task that is neither their own nor of a repository that they can push to.</summary>
    public const string TaskReadByAdministrator = "task_read_by_administrator";

    public const string TokenCreated = "token_created";

    public const string TokenRevoked = "token_revoked";

    /// <summary>An administrator revoked all API tokens of a person.</summary>
    public const string TokensRevoked = "tokens_revoked";

    public const string InstallationRecorded = "installation_recorded";

    /// <summary>Somebody with the one-time code became administrator.</summary>
    public const string AdministratorMade = "administrator_made";

    /// <summary>A GitHub App was made and its secrets stored.</summary>
    public const string GitHubAppMade = "github_app_made";

    /// <summary>An administrator read the stored body of a webhook.</summary>
    public const string DeliveryRead = "delivery_read";

    public const string AdmissionPaused = "admission_paused";

    public const string AdmissionResumed = "admission_resumed";

    public const string DeliveryReplayed = "delivery_replayed";

    /// <summary>An administrator made a backup on the dashboard.</summary>
    public const string BackupMade = "backup_made";

    /// <summary>The settings of a repository.</summary>
    public const string RepositoryChanged = "repository_changed";

    /// <summary>An account's installations are served by an administrator's word.</summary>
    public const string AccountServed = "account_served";

    public const string AccountNotServed = "account_not_served";

    public const string WebhookCreated = "webhook_created";

    public const string WebhookChanged = "webhook_changed";

    public const string WebhookDeleted = "webhook_deleted";

    public const string WebhookSecretRotated = "webhook_secret_rotated";

    public const string WebhookRedelivered = "webhook_redelivered";

    /// <summary>TaskRelay itself switched an outgoing webhook off.</summary>
    public const string WebhookDisabled = "webhook_disabled";

    /// <summary>All of them, in the order of the alphabet.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. typeof(AuditActions).GetFields().Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal)];
}
