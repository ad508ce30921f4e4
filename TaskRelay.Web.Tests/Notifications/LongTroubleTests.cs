using TaskRelay.Simulator.Faults;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Tests.Notifications;

/// <summary>What people see when GitHub is away for long, or when there is much to look through.</summary>
public sealed class LongTroubleTests
{
    [Fact]
    public async Task Ten_minutes_of_502_end_with_one_comment_and_its_reactions()
    {
        await using var rig = await NotificationRig.StartAsync();
        var away = rig.GitHub.Faults.Add(Fault.ServerError("/(issues|access_tokens)", 502, 100_000));
        var task = await rig.RunAsync();
        var back = rig.Clock.GetUtcNow() + TimeSpan.FromMinutes(10);
        await rig.UntilAsync(() => Task.FromResult(rig.Clock.GetUtcNow() >= back), TimeSpan.FromSeconds(2));
        await rig.MoveAsync(task, RelayTaskStatus.Running, RelayTaskStatus.Stopping);
        Assert.Empty(rig.Own);

        // Few tries, further and further apart.
        Assert.InRange(away.Hits, 2, 60);
        rig.GitHub.Faults.Clear();
        await rig.SettleAsync(TimeSpan.FromSeconds(5));

        Assert.Contains("Stopping", Assert.Single(rig.Own).Body, StringComparison.Ordinal);
        Assert.Equal(["eyes"], rig.ReactionsTo(task));
    }

    [Fact]
    public async Task A_comment_whose_answer_was_lost_is_found_behind_three_hundred_others()
    {
        await using var rig = await NotificationRig.StartAsync();
        var lost = rig.GitHub.Faults.Add(new Fault
        {
            Method = "POST",
            PathPattern = "/issues/1/comments$",
            ApplyThenFail = true,
            OnHit = async () =>
            {
                for (var number = 0; number < 300; number++)
                {
                    await rig.GitHub.State.CommentAsync(NotificationRig.Repository, 1, "reader", $"Comment {number}.");
                }
            },
        });

        var task = await rig.RunAsync();
        await rig.SettleAsync();

        Assert.Equal(1, lost.Hits);
        Assert.Equal(Assert.Single(rig.Own).Id, (await rig.StatusRowAsync(task))!.RemoteId);
        Assert.Single(rig.TimesOf("POST", "/issues/1/comments"));
    }
}
