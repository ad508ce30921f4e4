using TaskRelay.Web.Agents;
using TaskRelay.Web.Audit;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Callbacks;
using TaskRelay.Web.Components;
using TaskRelay.Web.Data;
using TaskRelay.Web.Diagnostics;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Http;
using TaskRelay.Web.Notifications;
using TaskRelay.Web.Queue;
using TaskRelay.Web.Runners;
using TaskRelay.Web.Settings;
using TaskRelay.Web.Settings.Api;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tasks.Api;
using TaskRelay.Web.Tasks.Queries;
using TaskRelay.Web.Webhooks;
using TaskRelay.Web.Webhooks.Deliveries;

namespace TaskRelay.Web.Hosting;

/// <summary>The app: what it is made of, and the order of its middleware.</summary>
public static class TaskRelayApp
{
    /// <summary>How long a stop may take: what is under way ends, workers stay.</summary>
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(20);

    /// <summary>Every station and floor.</summary>
    public static WebApplicationBuilder AddTaskRelay(this WebApplicationBuilder builder)
    {
        var (services, configuration) = (builder.Services, builder.Configuration);
        services.Configure<HostOptions>(options => options.ShutdownTimeout = DrainTime);
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = WebhookApi.MaxBodyBytes + 1;
        });
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<LoopbackAddress>();
        services.AddSingleton<InstanceIdentity>();
        services.AddHostedService<StartupSequence>();
        services.AddRelayData(configuration.GetConnectionString("TaskRelay") ?? "Data Source=data/taskrelay.db");
        services.AddRelayAudit();
        services.AddRelayTasks(configuration);
        services.AddRelayAgents(configuration);
        services.AddRelayGitHub(configuration);
        services.AddRelayHttp();
        services.AddTaskQueries();
        services.AddRelayPages();
        builder.AddRelayAssets();
        services.AddRelayAuth(configuration);
        services.AddRelaySettings(configuration);
        services.AddRelayWebhooks();
        services.AddRelayRunners(configuration);
        services.AddRelayQueue(configuration);
        services.AddRelayCallbacks();
        services.AddRelayNotifications();
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
        app.MapTaskApi();
        app.MapConfigApi();
        app.MapHealthApi();
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
