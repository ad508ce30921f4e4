using Microsoft.AspNetCore.Server.Kestrel.Core;
using TaskRelay.Web.Agents;
using TaskRelay.Web.Audit;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Auth.Tokens;
using TaskRelay.Web.Callbacks;
using TaskRelay.Web.Components;
using TaskRelay.Web.Data;
using TaskRelay.Web.Diagnostics;
using TaskRelay.Web.Diagnostics.Startup;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.GitHubData;
using TaskRelay.Web.Http;
using TaskRelay.Web.Ingest;
using TaskRelay.Web.Loops;
using TaskRelay.Web.Notifications;
using TaskRelay.Web.Notifications.Outgoing;
using TaskRelay.Web.Notifications.Outgoing.Api;
using TaskRelay.Web.Observability;
using TaskRelay.Web.OpenApi;
using TaskRelay.Web.Operations.Backups;
using TaskRelay.Web.Queue;
using TaskRelay.Web.Queue.Pausing;
using TaskRelay.Web.Queue.Serving;
using TaskRelay.Web.Retention;
using TaskRelay.Web.Runners;
using TaskRelay.Web.Settings;
using TaskRelay.Web.Settings.Api;
using TaskRelay.Web.Settings.Repositories;
using TaskRelay.Web.Setup;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tasks.Api;
using TaskRelay.Web.Tasks.Queries;
using TaskRelay.Web.Tasks.Requests;
using TaskRelay.Web.Webhooks;
using TaskRelay.Web.Webhooks.Deliveries;

namespace TaskRelay.Web.Hosting;

/// <summary>The app: what it is made of, and the order of its middleware.</summary>
public static class TaskRelayApp
{
    /// <summary>How long a stop may take: what is under way ends, workers stay.</summary>
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(20);

    /// <summary>Every station and floor.</summary>
    /// <param name="builder">Holds the configuration.</param>
    /// <param name="loopsAfter">How long after the server's start the loops begin: none unless said.</param>
    public static WebApplicationBuilder AddTaskRelay(this WebApplicationBuilder builder, TimeSpan loopsAfter = default)
    {
        var (services, configuration) = (builder.Services, builder.Configuration);
        services.Configure<HostOptions>(options => options.ShutdownTimeout = DrainTime);
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = WebhookApi.MaxBodyBytes + 1;

            // A sender that trickles is cut off, while its headers come and while its body does.
            options.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            options.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
            options.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
            options.Limits.MaxRequestHeaderCount = 100;
        });
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(provider =>
            new LoopStart(provider.GetRequiredService<IHostApplicationLifetime>(), loopsAfter, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<LoopbackAddress>();
        services.AddSingleton<InstanceIdentity>();
        services.AddHostedService<StartupSequence>();
        services.AddRelayData(configuration);
        services.AddRelayTelemetry(configuration);
        services.AddRelayAudit();
        services.AddRelayTasks(configuration);
        services.AddRelayAgents(configuration);
        services.AddRelayGitHub(configuration);
        services.AddHostedService<StoredAppWatch>();
        services.AddRelayHttp(configuration);
        services.AddRelayRetention(configuration);
        services.AddTaskQueries();
        services.AddTaskRequests();
        services.AddRelayPages();
        builder.AddRelayAssets();
        services.AddRelayAuth(configuration);
        services.AddSingleton<AuthDiagnosis>();
        services.AddRelayGitHubData();
        services.AddRelaySettings(configuration);
        services.AddRelayWebhooks();
        services.AddRelayRunners(configuration);
        services.AddRelayQueue(configuration);
        services.AddRelayIngest();
        services.AddRelayCallbacks();
        services.AddRelayNotifications();
        services.AddRelayOutgoingWebhooks(configuration);
        services.AddRelayDiagnostics();
        services.AddRelaySetup();
        services.AddSingleton<LastBackup>();
        services.AddSingleton<BackupDesk>();
        services.AddRelayOpenApi();
        return builder;
    }

    /// <summary>The middleware in its order, then the routes.</summary>
    public static WebApplication UseTaskRelay(this WebApplication app)
    {
        app.UseRelayHttp();
        app.MapWebhookApi();
        app.MapDeliveriesApi();
        app.MapWorkerApi();
        app.MapAuthApi();
        app.MapAuthDiagnosticsApi();
        app.MapSetupApi();
        app.MapTaskApi();
        app.MapGitHubDataApi();
        app.MapConfigApi();
        app.MapApiTokensApi();
        app.MapOutgoingApi();
        app.MapAuditApi();
        app.MapPauseApi();
        app.MapServingApi();
        app.MapRepositoryApi();
        app.MapHealthApi();
        app.MapRelayTelemetry();
        app.MapStartupApi();
        app.MapRelayOpenApi();
        app.MapRelayPages();
        return app;
    }

    /// <summary>Prints every configuration fault. True when there are none.</summary>
    public static bool HasValidConfiguration(this WebApplicationBuilder builder, TextWriter errors)
    {
        var faults = ConfigurationCheck.Find(builder.Configuration);
        if (faults.Count == 0)
        {
            return true;
        }

        errors.WriteLine("TaskRelay can't start with this configuration:");
        foreach (var fault in faults)
        {
            errors.WriteLine($"  {fault.Key}: {fault.Remedy}");
        }

        return false;
    }
}
