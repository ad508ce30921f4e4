using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace TaskRelay.Web.Tests.Relay;

/// <summary>The real app as a process of its own, so that it can be killed as a power cut would.</summary>
public sealed partial class RelayProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RelayProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Where the app's own build lies, with worker/ beside it.</summary>
    public static string BuildFolder { get; } = Path.GetFullPath(
        Path.Combine(AppContext.BaseDirectory.Replace("TaskRelay.Web.Tests", "TaskRelay.Web", StringComparison.Ordinal)));

    /// <summary>The app that is started: the published one, where there is one. It starts in half the time, and is what people run.</summary>
    public static string AppFolder { get; } = Environment.GetEnvironmentVariable("TASKRELAY_TEST_APP") is { Length: > 0 } published
        ? Path.GetFullPath(published)
        : BuildFolder;

    public Uri Address => _listening.Task.Result;

    public int Id => _process.Id;

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Starts the app and waits until it listens.</summary>
    public static async Task<RelayProcess> StartAsync(IReadOnlyDictionary<string, string> settings)
    {
        var relay = Launch(settings);
        var ended = relay._process.WaitForExitAsync();
        if (await Task.WhenAny(relay._listening.Task, ended).WaitAsync(StartTime) == ended)
        {
            throw new InvalidOperationException($"The app ended with code {relay._process.ExitCode}:\n{relay.Output}");
        }

        return relay;
    }

    /// <summary>Starts the app and waits for its end: for configurations that it refuses.</summary>
    public static async Task<(int Code, string Output)> RunToEndAsync(IReadOnlyDictionary<string, string> settings)
    {
        await using var relay = Launch(settings);
        await relay._process.WaitForExitAsync().WaitAsync(StartTime);
        return (relay._process.ExitCode, relay.Output);
    }

    /// <summary>SIGKILL, and only this process: workers live on.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Waits until the process dies by itself, as at a crash point.</summary>
    public Task WaitForDeathAsync() => _process.WaitForExitAsync().WaitAsync(StartTime);

    /// <summary>SIGTERM; returns the exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
        await _process.WaitForExitAsync().WaitAsync(StartTime);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private static RelayProcess Launch(IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppFolder, "TaskRelay.Web.dll"), "--urls", settings.GetValueOrDefault("urls", "http://127.0.0.1:0"), "--contentRoot", settings.GetValueOrDefault("contentRoot", AppFolder) },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return new RelayProcess(Process.Start(start)!);
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_output)
        {
            _output.AppendLine(line);
        }

        if (Listening().Match(line) is { Success: true } match)
        {
            _listening.TrySetResult(new Uri(match.Groups[1].Value));
        }
    }

    [GeneratedRegex("Now listening on: (http://\\S+)")]
    private static partial Regex Listening();
}
