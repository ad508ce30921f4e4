using System.Collections.Concurrent;
using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using TaskRelay.Benchmarks.Ingest.Load;

namespace TaskRelay.Benchmarks.Backups;

/// <summary>
/// Sends signed commands at a steady rate and makes a backup every so often. Each copy must be whole, and hold every
/// command that was acknowledged before it began.
/// </summary>
/// <param name="http">The server.</param>
/// <param name="secret">Its webhook secret.</param>
/// <param name="backup">Runs <c>backup FILE</c>, and returns what it said when it failed.</param>
internal sealed class BackupTrial(HttpClient http, string secret, Func<string, CancellationToken, Task<string?>> backup)
{
    private const int PayloadBytes = 8 * 1024;

    private readonly ConcurrentDictionary<long, bool> _acknowledged = new();
    private readonly ConcurrentBag<double> _answers = [];
    private readonly ConcurrentBag<string> _faults = [];

    /// <summary>Runs it; copies are written into <paramref name="folder"/> and deleted once they are checked.</summary>
    public async Task<BackupTrialReport> RunAsync(int perSecond, TimeSpan length, TimeSpan every, string folder, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sending = SendAllAsync(perSecond, over.Token);
        var copies = new List<BackupTrialCopy>();
        var watch = Stopwatch.StartNew();
        do
        {
            var next = watch.Elapsed + every;
            copies.Add(await CopyAsync(Path.Combine(folder, $"copy-{copies.Count}.tar.gz"), cancellationToken));
            if (next > watch.Elapsed)
            {
                await Task.Delay(next - watch.Elapsed, cancellationToken);
            }
        }
        while (watch.Elapsed < length || copies.Count < 2);

        await over.CancelAsync();
        await sending;
        var answers = _answers.Order().ToList();
        return new BackupTrialReport(
            _acknowledged.Count, answers[(int)(answers.Count * 0.99)], answers[^1], copies, [.. _faults]);
    }

    private async Task SendAllAsync(int perSecond, CancellationToken cancellationToken)
    {
        var under = new List<Task>();
        using var ticks = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / perSecond));
        try
        {
            for (var comment = 1L; await ticks.WaitForNextTickAsync(cancellationToken); comment++)
            {
                under.Add(SendAsync(comment));
                under.RemoveAll(one => one.IsCompleted);
            }
        }
        catch (OperationCanceledException)
        {
            // The time is over; what is under way is waited for.
        }

        await Task.WhenAll(under);
    }

    private async Task SendAsync(long comment)
    {
        var body = SampleComment.Body(comment, PayloadBytes);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/webhooks/github") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-GitHub-Event", "issue_comment");
        request.Headers.Add("X-GitHub-Delivery", Guid.NewGuid().ToString());
        request.Headers.Add("X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body)));
        var start = Stopwatch.GetTimestamp();
        using var answer = await http.SendAsync(request, CancellationToken.None);
        _answers.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        if ((int)answer.StatusCode == 202)
        {
            _acknowledged[comment] = true;
        }
        else
        {
            _faults.Add($"A command was answered with {(int)answer.StatusCode}.");
        }
    }

    private async Task<BackupTrialCopy> CopyAsync(string file, CancellationToken cancellationToken)
    {
        var before = _acknowledged.Keys.ToList();
        var watch = Stopwatch.StartNew();
        if (await backup(file, cancellationToken) is { } trouble)
        {
            _faults.Add($"A backup failed: {trouble}");
            return new BackupTrialCopy(before.Count, 0, 0, watch.Elapsed);
        }

        var took = watch.Elapsed;
        var database = $"{file}.db";
        await UnpackAsync(file, database, cancellationToken);
        var held = await ReadAsync(database, cancellationToken);
        var copy = new BackupTrialCopy(before.Count, held.Count, new FileInfo(file).Length, took);
        if (before.Count(comment => !held.Contains(comment)) is > 0 and var missing)
        {
            _faults.Add($"A copy lacks {missing} commands that were acknowledged before it began.");
        }

        File.Delete(file);
        File.Delete(database);
        return copy;
    }

    private static async Task UnpackAsync(string file, string database, CancellationToken cancellationToken)
    {
        await using var unzipped = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        await using var archive = new TarReader(unzipped);
        while (await archive.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            if (entry.Name == "taskrelay.db")
            {
                await entry.ExtractToFileAsync(database, overwrite: true, cancellationToken);
            }
        }
    }

    private async Task<HashSet<long>> ReadAsync(string database, CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        if (await command.ExecuteScalarAsync(cancellationToken) is not "ok")
        {
            _faults.Add("A copy is damaged.");
        }

        var held = new HashSet<long>();
        command.CommandText = "SELECT comment_id FROM tasks JOIN comment_claims USING (repository_id, comment_id)";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            held.Add(reader.GetInt64(0));
        }

        return held;
    }
}
