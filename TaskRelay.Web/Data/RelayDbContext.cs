using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Audit;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Auth.Tokens;
using TaskRelay.Web.Commands;
using TaskRelay.Web.Ingest;
using TaskRelay.Web.Notifications.Browser;
using TaskRelay.Web.Notifications.Outgoing;
using TaskRelay.Web.Queue.Pausing;
using TaskRelay.Web.Queue.Serving;
using TaskRelay.Web.Settings;
using TaskRelay.Web.Settings.Repositories;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tasks.Outbox;
using TaskRelay.Web.Tasks.Requests;
using TaskRelay.Web.Webhooks;

namespace TaskRelay.Web.Data;

/// <summary>
/// The one store. Reads come from the factory; writes pass <see cref="IWriteGate"/>. This is the model of SQLite; each
/// further database has a context of its own, because migrations belong to one.
/// </summary>
public class RelayDbContext : DbContext
{
    public RelayDbContext(DbContextOptions<RelayDbContext> options)
        : base(options)
    {
    }

    protected RelayDbContext(DbContextOptions options)
        : base(options)
    {
    }

    public DbSet<RelayTask> Tasks => Set<RelayTask>();

    public DbSet<TaskAttempt> Attempts => Set<TaskAttempt>();

    public DbSet<TaskHistoryEntry> History => Set<TaskHistoryEntry>();

    public DbSet<TaskEvent> Events => Set<TaskEvent>();

    public DbSet<TaskRequestKey> TaskRequestKeys => Set<TaskRequestKey>();

    public DbSet<OutboxItem> Outbox => Set<OutboxItem>();

    public DbSet<Delivery> Deliveries => Set<Delivery>();

    public DbSet<CommentClaim> CommentClaims => Set<CommentClaim>();

    public DbSet<ControlRequest> ControlRequests => Set<ControlRequest>();

    public DbSet<AdmissionPause> AdmissionPauses => Set<AdmissionPause>();

    public DbSet<ServedAccount> ServedAccounts => Set<ServedAccount>();

    public DbSet<RepositorySettings> RepositorySettings => Set<RepositorySettings>();

    public DbSet<IngestMark> IngestMarks => Set<IngestMark>();

    public DbSet<UserAccount> Users => Set<UserAccount>();

    public DbSet<UserSession> Sessions => Set<UserSession>();

    public DbSet<ApiToken> ApiTokens => Set<ApiToken>();

    public DbSet<AdministratorBinding> AdministratorBindings => Set<AdministratorBinding>();

    public DbSet<Installation> Installations => Set<Installation>();
    public DbSet<UserConfig> UserConfigs => Set<UserConfig>();

    public DbSet<UserAgent> UserAgents => Set<UserAgent>();

    public DbSet<UserSecret> UserSecrets => Set<UserSecret>();

    public DbSet<UserNotice> UserNotices => Set<UserNotice>();

    public DbSet<WebhookEndpoint> WebhookEndpoints => Set<WebhookEndpoint>();

    public DbSet<WebhookDelivery> WebhookDeliveries => Set<WebhookDelivery>();

    public DbSet<WebhookAttempt> WebhookAttempts => Set<WebhookAttempt>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<StoredSetting> StoredSettings => Set<StoredSetting>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(RelayDbContext).Assembly);
        AddOwnTables(modelBuilder);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(SnakeCase.Of(property.Name));
            }
        }
    }

    /// <summary>Tables that only this database has.</summary>
    protected virtual void AddOwnTables(ModelBuilder modelBuilder)
    {
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<MomentConverter>();
        Stored<RelayTaskStatus>(configurationBuilder);
        Stored<TaskSource>(configurationBuilder);
        Stored<TaskPriority>(configurationBuilder);
        Stored<TaskEventKind>(configurationBuilder);
        Stored<OutboxKind>(configurationBuilder);
        Stored<DeliveryOutcome>(configurationBuilder);
        Stored<DeliverySource>(configurationBuilder);
        Stored<ControlVerb>(configurationBuilder);
        Stored<PullRequestState>(configurationBuilder);
        Stored<RepositoryCommanders>(configurationBuilder);
        Stored<WebhookDeliveryState>(configurationBuilder);
    }

    private static void Stored<T>(ModelConfigurationBuilder builder)
        where T : struct, Enum =>
        builder.Properties<T>().HaveConversion<SnakeCaseConverter<T>>().HaveMaxLength(20);
}
