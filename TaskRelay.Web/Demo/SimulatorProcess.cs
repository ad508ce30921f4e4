using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace TaskRelay.Web.Demo;

/// <summary>The simulator as a child process: it ends when its standard input does, so it never outlives the demo.</summary>
internal sealed class SimulatorProcess : IAsyncDisposable
{
    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(5);

    private readonly Process _process;

    private SimulatorProcess(Process process, SimulatorInfo info) => (_process, Info) = (process, info);

    public SimulatorInfo Info { get; }

    /// <summary>Starts it and waits until it serves.</summary>
    public static async Task<SimulatorProcess> StartAsync(int port, string folder, Uri webhook, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true };
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "simulator", "TaskRelay.Simulator.dll"),
            "--port", port.ToString(CultureInfo.InvariantCulture), "--state", folder, "--webhook-url", webhook.ToString(), "--exit-with-stdin",
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        if (await process.StandardOutput.ReadLineAsync(cancellationToken) is not { } line)
        {
            await process.WaitForExitAsync(cancellationToken);
            throw new InvalidOperationException($"The simulator ended with code {process.ExitCode} before it was ready.");
        }

        var info = JsonSerializer.Deserialize<SimulatorInfo>(line, JsonSerializerOptions.Web)!;
        return new SimulatorProcess(process, info);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var limit = new CancellationTokenSource(EndTime);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
