namespace TaskRelay.Web.Audit;

/// <summary>The words of the audit log.</summary>
public static class AuditActions
{
    public const string SignIn = "sign_in";

    public const string SignOut = "sign_out";

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
}
