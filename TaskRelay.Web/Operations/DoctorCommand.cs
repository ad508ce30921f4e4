using System.CommandLine;
using System.Data.Common;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using TaskRelay.Web.Data;
using TaskRelay.Web.Diagnostics.Startup;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Hosting;
using TaskRelay.Web.Http;

namespace TaskRelay.Web.Operations;

/// <summary><c>doctor</c>: the start-up check on the command line, beside a running TaskRelay or instead of one.</summary>
internal static class DoctorCommand
{
    private static readonly JsonSerializerOptions Indented = new(RelayJson.Options) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create(CommandHost host)
    {
        var json = new Option<bool>("--json") { Description = "Print what GET /api/startup/check answers to an administrator." };
        var command = new Command(
            "doctor", "Looks whether TaskRelay can do its work, as GET /api/startup/check does. Ends with 0 when it can, 1 when something required fails, 2 when the configuration has faults.") { json };
        command.SetAction((parsed, cancellationToken) => RunAsync(host, parsed.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandHost host, bool asJson, CancellationToken cancellationToken)
    {
        var builder = host.Builder();
        if (!builder.HasValidConfiguration(host.Errors))
        {
            return ExitCodes.Faults;
        }

        builder.AddTaskRelay();

        // A look changes nothing: a key that root made here could not be read by the server.
        builder.Services.Configure<KeyManagementOptions>(options => options.AutoGenerateKeys = false);
        await using var app = builder.Build();
        await PrepareAsync(app, cancellationToken);
        var report = await app.Services.GetRequiredService<StartupChecks>().RunAsync(cancellationToken);
        await host.Output.WriteLineAsync(asJson
            ? JsonSerializer.Serialize(report, Indented)
            : Words(report));
        if (app.Services.GetRequiredService<IStoreProbe>().File is { } path && !File.Exists(path))
        {
            await host.Errors.WriteLineAsync($"There is no database at {path}: nothing was started here yet, which makes it and the keys, or this is not the configuration that the server has.");
        }

        return report.Status == StartupStatus.NotReady ? ExitCodes.Failed : ExitCodes.Done;
    }

    /// <summary>What a start would have done before the checks are asked.</summary>
    private static async Task PrepareAsync(WebApplication app, CancellationToken cancellationToken)
    {
        var address = app.Configuration["PublicUrl"] is { Length: > 0 } configured ? new Uri(configured)
            : app.Configuration["urls"]?.Split(';') is [{ Length: > 0 } first, ..] ? StartupSequence.ReachableOf(first)
            : null;
        if (address is not null)
        {
            app.Services.GetRequiredService<PublicAddress>().Value = address;
        }

        if (await app.Services.GetRequiredService<IStoreProbe>().WhyNotAsync(cancellationToken) is null)
        {
            try
            {
                await app.Services.GetRequiredService<GitHubAppSource>().LoadAsync(cancellationToken);
            }
            catch (Exception exception) when (exception is DbException or StoreUnavailableException)
            {
                // The check of the database tells of it.
            }
        }
    }

    private static string Words(StartupReport report)
    {
        var width = report.Checks!.Max(check => check.Name.Length);
        var lines = report.Checks!.SelectMany(check =>
        {
            var line = $"  {check.Status.ToString().ToLowerInvariant()}  {check.Name.PadRight(width)}  {check.Message}";
            return check.Remedy is null ? [line] : new[] { line, $"        {new string(' ', width)}  {check.Remedy}" };
        });
        var status = report.Status switch
        {
            StartupStatus.Ready => "ready",
            StartupStatus.Degraded => "it can work, with what is said below",
            _ => "not ready",
        };
        return string.Join(Environment.NewLine, lines.Prepend($"TaskRelay {report.Version}: {status}"));
    }
}
