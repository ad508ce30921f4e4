using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Data;

/// <summary>A disk that is full, a file that is damaged, times that lie far ahead.</summary>
public sealed class BadDiskTests
{
    [Fact]
    public async Task A_full_disk_answers_unavailable_keeps_what_was_acknowledged_and_recovers()
    {
        await using var rig = await StoreRig.StartAsync();

        // SQLite's own limit fails with the same code as a disk without room; it lasts as long as the connection.
        await rig.Writes.WriteAsync((scope, _) => Task.FromResult(scope.Execute("PRAGMA max_page_count = 1")), CancellationToken.None);
        var acknowledged = new HashSet<Guid>();
        StoreUnavailableException? refusal = null;
        while (refusal is null)
        {
            Assert.True(acknowledged.Count < 10_000, "The disk was never full.");
            try
            {
                acknowledged.Add((await rig.AddAsync(RelayTaskStatus.Queued)).Id);
            }
            catch (StoreUnavailableException exception)
            {
                refusal = exception;
            }
        }

        Assert.Equal(13, Assert.IsType<SqliteException>(refusal.InnerException).SqliteErrorCode);
        Assert.Equal(acknowledged, (await rig.ReadAsync(context => context.Tasks.Select(task => task.Id).ToListAsync())).ToHashSet());

        acknowledged.Add((await rig.AddAsync(RelayTaskStatus.Queued)).Id);
        Assert.Equal(acknowledged, (await rig.ReadAsync(context => context.Tasks.Select(task => task.Id).ToListAsync())).ToHashSet());
    }

    [Fact]
    public async Task A_damaged_file_is_refused_and_left_as_it_is()
    {
        var folder = Directory.CreateTempSubdirectory("taskrelay-damaged-");
        var path = Path.Combine(folder.FullName, "store.db");
        var damaged = new byte[64 * 1024];
        new Random(1).NextBytes(damaged);
        await File.WriteAllBytesAsync(path, damaged);
        var (code, output) = await RelayProcess.RunToEndAsync(new Dictionary<string, string>
        {
            ["ConnectionStrings:TaskRelay"] = $"Data Source={path}",
            ["DataProtection:KeysPath"] = Path.Combine(folder.FullName, "keys"),
        });
        Assert.NotEqual(0, code);
        Assert.Contains("database", output, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(damaged, await File.ReadAllBytesAsync(path));
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("2038-01-19T03:14:08Z")]
    [InlineData("2100-12-31T23:59:59.999Z")]
    [InlineData("2027-10-31T01:30:00.123Z")]
    public async Task Times_are_kept_to_the_millisecond_whatever_a_calendar_does(string moment)
    {
        await using var rig = await StoreRig.StartAsync();
        rig.Clock.SetUtcNow(DateTimeOffset.Parse(moment));
        Assert.Equal(DateTimeOffset.Parse(moment), (await rig.AddAsync(RelayTaskStatus.Queued)).CreatedAt);
    }
}
