using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Tests.Callbacks;

/// <summary>A worker's calls that come before or after what they belong to.</summary>
public sealed class DisorderTests
{
    [Fact]
    public async Task A_report_before_anything_was_said_counts_and_one_for_a_task_that_is_gone_is_refused()
    {
        await using var rig = await AttemptRig.StartAsync();

        // Before its launch has come back to the server: no handle, no progress, no line of its log.
        var (early, ticket) = await rig.LaunchAsync();
        await ChangeAsync(rig, db => db.Attempts.Where(row => row.TaskId == early.Id).ExecuteUpdateAsync(setters => setters.SetProperty(row => row.Handle, (string?)null)));
        var token = (string)(await rig.ClaimAsync(ticket, "w")).Body["token"]!;
        Assert.Equal(200, (await rig.CompleteAsync(token, AttemptRig.Report(early, "succeeded"))).Status);
        Assert.True((bool)(await rig.CompleteAsync(token, AttemptRig.Report(early, "succeeded"))).Body["duplicate"]!);

        var (gone, late) = await rig.ClaimedAsync(issue: 2);
        await ChangeAsync(rig, async db =>
        {
            await db.Attempts.Where(row => row.TaskId == gone.Id).ExecuteDeleteAsync();
            await db.Tasks.Where(row => row.Id == gone.Id).ExecuteDeleteAsync();
        });
        await AttemptRig.ExpectAsync(rig.CompleteAsync(late, AttemptRig.Report(gone, "succeeded")), 401, "invalid_token");
        await AttemptRig.ExpectAsync(rig.PostAsync("/api/worker/events", late, new JsonArray()), 401, "invalid_token");
    }

    private static Task ChangeAsync(AttemptRig rig, Func<RelayDbContext, Task> change) =>
        rig.Dashboard.Get<IWriteGate>().WriteAsync((scope, _) => change(scope.Db), CancellationToken.None);
}
