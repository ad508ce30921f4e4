using System.Diagnostics;
using Microsoft.Extensions.Options;

namespace TaskRelay.Web.Runners.Local;

/// <summary>Whether this machine can build a cage, found out once by the worker program building one.</summary>
public sealed class SandboxProbe(IOptionsMonitor<RunnerOptions> options)
{
    private readonly Lazy<Task<string?>> _bubblewrap = new(RunAsync);

    /// <summary>Null when an agent that is not built in may run here; else why not.</summary>
    public async Task<string?> WhyNotAsync(CancellationToken cancellationToken) =>
        options.CurrentValue.Local.Sandbox == "none" ? null : await _bubblewrap.Value.WaitAsync(cancellationToken);

    private static async Task<string?> RunAsync()
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "worker", "TaskRelay.Worker.dll"), "probe" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var answer = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            return $"The sandbox probe failed: {(await errors).Trim()}";
        }

        using var json = System.Text.Json.JsonDocument.Parse(answer);
        return json.RootElement.GetProperty("bubblewrap").GetBoolean()
            ? null
            : json.RootElement.GetProperty("reason").GetString() ?? "bubblewrap does not work here.";
    }
}
