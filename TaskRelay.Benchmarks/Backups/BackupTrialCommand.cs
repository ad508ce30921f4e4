using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace TaskRelay.Benchmarks.Backups;

/// <summary><c>backup [SECONDS [PER_SECOND [EVERY_SECONDS]]]</c>: backups under load, against the built app as a process of its own.</summary>
internal static partial class BackupTrialCommand
{
    private const string Secret = "a webhook secret";

    /// <summary>Runs it; 0 when every copy was whole and complete.</summary>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output)
    {
        int Number(int at, int otherwise) => arguments.Length > at ? int.Parse(arguments[at], CultureInfo.InvariantCulture) : otherwise;
        var (seconds, perSecond, every) = (Number(0, 120), Number(1, 50), Number(2, 10));
        var folder = Directory.CreateTempSubdirectory("taskrelay-backup-");
        using var server = Start(folder.FullName, "--urls", "http://127.0.0.1:0", "--Queue:MaxRunning", "0");
        try
        {
            using var http = new HttpClient { BaseAddress = await AddressAsync(server) };
            var trial = new BackupTrial(http, Secret, async (file, token) =>
            {
                using var process = Start(folder.FullName, "backup", file);
                var said = process.StandardOutput.ReadToEndAsync(token);
                var trouble = await process.StandardError.ReadToEndAsync(token);
                await said;
                await process.WaitForExitAsync(token);
                return process.ExitCode == 0 ? null : trouble;
            });
            var report = await trial.RunAsync(perSecond, TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(every), folder.FullName, CancellationToken.None);
            foreach (var copy in report.Copies)
            {
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"backup in {copy.Took.TotalSeconds:0.0} s, {copy.Bytes / 1e6:0.00} MB: {copy.AcknowledgedBefore} acknowledged before, {copy.Held} in it"));
            }

            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Acknowledged} commands acknowledged, p99 {report.P99:0.0} ms, slowest {report.Slowest:0} ms; {report.Copies.Count} backups, {report.Faults.Count} faults"));
            report.Faults.Distinct().ToList().ForEach(output.WriteLine);
            return report.Faults.Count == 0 ? 0 : 1;
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
            folder.Delete(recursive: true);
        }
    }

    private static Process Start(string folder, params string[] arguments)
    {
        var app = Path.Combine(AppContext.BaseDirectory.Replace("TaskRelay.Benchmarks", "TaskRelay.Web", StringComparison.Ordinal), "TaskRelay.Web.dll");
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(app);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["GitHub__WebhookSecret"] = Secret;
        start.Environment["GitHub__ApiBaseUrl"] = "http://127.0.0.1:9";
        return Process.Start(start)!;
    }

    private static async Task<Uri> AddressAsync(Process server)
    {
        while (await server.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Listening().Match(line) is { Success: true } match)
            {
                // What it says from here on is read, so that it never waits for a reader.
                server.BeginErrorReadLine();
                _ = server.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                return new Uri(match.Groups[1].Value);
            }
        }

        throw new InvalidOperationException("The app ended before it listened.");
    }

    [GeneratedRegex("Now listening on: (http://127\\.0\\.0\\.1:\\d+)")]
    private static partial Regex Listening();
}
