using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using TaskRelay.Web.Data;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Tests.Callbacks;

/// <summary>A task's log has a limit, whatever its workers send; its end is recorded all the same.</summary>
public sealed class LogLimitTests : IAsyncLifetime
{
    private const int Megabyte = 1024 * 1024;

    private AttemptRig _rig = null!;
    private long _seq;

    public async ValueTask InitializeAsync()
    {
        _rig = await AttemptRig.StartAsync();
        var configuration = (IConfigurationRoot)_rig.Dashboard.Get<IConfiguration>();
        configuration["Retention:LogMegabytes"] = "1";
        configuration.Reload();
    }

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task Output_beyond_the_limit_is_cut_with_one_line_and_phases_words_and_the_end_are_kept()
    {
        var (task, token) = await _rig.ClaimedAsync();
        Assert.Equal(Megabyte / 2, (long)(await _rig.GetJobAsync(token)).Body["limits"]!["logBytes"]!);
        for (var batch = 0; batch < 6; batch++)
        {
            Assert.Equal(200, (await SendAsync(token, [.. Enumerable.Range(0, 14).Select(_ => ("log", "stdout", new string('x', 16_000)))])).Status);
        }

        Assert.True((bool)(await SendAsync(token, ("progress", "pushing", "Pushing."), ("log", "worker", "My last words."), ("log", "stdout", "short"))).Body["continue"]!);
        Assert.Equal(200, (await _rig.CompleteAsync(token, AttemptRig.Report(task, "succeeded"))).Status);

        var lines = await LinesAsync(task);
        Assert.InRange(lines.Where(line => line.Stream == "stdout").Sum(line => line.Text.Length), (Megabyte / 2) - 20_000, (Megabyte / 2) + (64 * 1024));
        Assert.Single(lines, line => line.Text == "The log of this task is full; the rest of the output is not kept.");
        Assert.DoesNotContain(lines, line => line.Text == "short");
        Assert.Contains(lines, line => line.Text == "My last words.");
        Assert.Contains(lines, line => line is { Kind: TaskEventKind.Progress, Stream: "pushing" });
        var dropped = (6 * 14) + 1 - lines.Count(line => line.Stream == "stdout");
        Assert.Contains(lines, line => line.Text == $"{dropped} lines of output were not kept, because the log was full.");
        Assert.Equal(RelayTaskStatus.Succeeded, lines[^1].Status);
        Assert.Equal(RelayTaskStatus.Succeeded, (await _rig.ReadAsync(task)).Status);
    }

    [Fact]
    public async Task A_flood_of_empty_lines_and_of_phases_is_bounded_too()
    {
        var (task, token) = await _rig.ClaimedAsync();
        for (var batch = 0; batch < 16; batch++)
        {
            Assert.Equal(200, (await SendAsync(token, [.. Enumerable.Range(0, 1000).Select(at => (at % 2 == 0 ? "log" : "progress", at % 2 == 0 ? "stdout" : "cloning", ""))])).Status);
        }

        Assert.InRange((await LinesAsync(task)).Count, 8_000, ((Megabyte / 2) + (256 * 1024)) / 64 + 10);
    }

    [Fact]
    public async Task A_later_attempt_has_half_of_what_the_earlier_ones_left()
    {
        var (task, token) = await _rig.ClaimedAsync(row => row.Attempt = 2);
        await _rig.Dashboard.Get<IWriteGate>().WriteAsync(
            async (scope, stop) =>
            {
                var now = DateTimeOffset.UtcNow;
                scope.Db.Attempts.Add(new TaskAttempt
                {
                    TaskId = task.Id,
                    Number = 1,
                    Runner = "local",
                    Owner = "test",
                    StartedAt = now,
                    LaunchDeadline = now,
                    TicketHash = [1],
                    TicketExpiresAt = now,
                    EndedAt = now,
                    LogBytes = 400_000,
                });
                await scope.Db.SaveChangesAsync(stop);
            },
            CancellationToken.None);
        Assert.Equal((Megabyte - 400_000) / 2, (long)(await _rig.GetJobAsync(token)).Body["limits"]!["logBytes"]!);
    }

    private Task<(int Status, JsonObject Body)> SendAsync(string token, params (string Kind, string Stream, string Text)[] lines) => _rig.PostAsync(
        "/api/worker/events",
        token,
        new JsonObject
        {
            ["events"] = new JsonArray([.. lines.Select(line => new JsonObject
            {
                ["seq"] = ++_seq,
                ["at"] = DateTimeOffset.UtcNow.ToString("O"),
                ["kind"] = line.Kind,
                ["stream"] = line.Stream,
                ["text"] = line.Text,
            })]),
        });

    private Task<List<TaskEvent>> LinesAsync(RelayTask task) =>
        _rig.Dashboard.Relay.ReadAsync(db => db.Events.Where(line => line.TaskId == task.Id).OrderBy(line => line.Seq).ToListAsync());
}
