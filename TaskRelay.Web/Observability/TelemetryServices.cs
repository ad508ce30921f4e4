using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace TaskRelay.Web.Observability;

/// <summary>Registers metrics and traces, and sends them where the operator wants.</summary>
public static class TelemetryServices
{
    /// <summary>The standard variable of OpenTelemetry; its siblings (headers, protocol) are read by the exporter itself.</summary>
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>
    /// The counters always; the Prometheus page with <c>Metrics:Enabled</c>, traces and metrics by OTLP where an endpoint
    /// is named. Without either nothing is collected.
    /// </summary>
    public static IServiceCollection AddRelayTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddMetrics().AddSingleton<RelayMetrics>().AddSingleton<StoreGauges>();
        var usesPrometheus = IsScraped(configuration);
        var usesOtlp = !string.IsNullOrEmpty(configuration[OtlpEndpoint]);
        if (!usesPrometheus && !usesOtlp)
        {
            return services;
        }

        var telemetry = services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService(
            RelayTelemetry.Name.ToLowerInvariant(), serviceVersion: typeof(TelemetryServices).Assembly.GetName().Version?.ToString(3)));
        telemetry.WithMetrics(metrics =>
        {
            metrics.AddMeter(RelayTelemetry.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http", "System.Runtime");
            if (usesPrometheus)
            {
                metrics.AddPrometheusExporter();
            }

            if (usesOtlp)
            {
                metrics.AddOtlpExporter();
            }
        });
        if (usesOtlp)
        {
            telemetry.WithTracing(traces => traces
                .AddSource(RelayTelemetry.Name)
                .AddAspNetCoreInstrumentation(options => options.Filter = context => context.Request.Path.StartsWithSegments("/api"))
                .AddOtlpExporter());
        }

        return services;
    }

    /// <summary>Maps <c>/metrics</c> where it is switched on; else the address does not exist.</summary>
    public static WebApplication MapRelayTelemetry(this WebApplication app)
    {
        if (IsScraped(app.Configuration))
        {
            app.Services.GetRequiredService<StoreGauges>();
            app.MapPrometheusScrapingEndpoint("/metrics").AllowAnonymous();
        }

        return app;
    }

    private static bool IsScraped(IConfiguration configuration) => bool.TryParse(configuration["Metrics:Enabled"], out var enabled) && enabled;
}
