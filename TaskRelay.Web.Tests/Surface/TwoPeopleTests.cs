using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Auth;
using static TaskRelay.Web.Tests.Surface.Access;

namespace TaskRelay.Web.Tests.Surface;

/// <summary>Two people on one relay: neither sees, counts, stops or guesses what is the other's.</summary>
public sealed class TwoPeopleTests(SurfaceRig rig) : IClassFixture<SurfaceRig>
{
    private const string Mark = "zzyzx-only-the-writer-knows";

    [Fact]
    public async Task No_list_of_one_holds_or_counts_anything_of_the_others()
    {
        var before = await SweepAsync(rig.Stranger);
        foreach (var status in Enum.GetValues<RelayTaskStatus>())
        {
            await rig.Dashboard.AddTaskAsync("writer", status, title: $"{Mark} {status}", change: task => task.Summary = Mark);
        }

        var own = await SweepAsync(rig.Owner);
        Assert.Contains(own, pair => pair.Value.Contains(Mark, StringComparison.Ordinal));
        foreach (var (address, text) in await SweepAsync(rig.Stranger))
        {
            Assert.DoesNotContain(Mark, text, StringComparison.Ordinal);
            Assert.True(before[address] == text, $"{address} changed for a stranger: {text}");
        }
    }

    [Theory]
    [InlineData("status=failed")]
    [InlineData("repository=octo/hello")]
    [InlineData("agent=scribe")]
    [InlineData("q=" + Mark)]
    [InlineData("q=1")]
    [InlineData("limit=100")]
    public async Task No_filter_reaches_further(string query)
    {
        await rig.Dashboard.AddTaskAsync("writer", RelayTaskStatus.Failed, title: $"{Mark} failed");
        var page = await rig.Stranger.GetJsonAsync("/api/tasks?" + query);
        Assert.Equal(0, page.GetProperty("items").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, page.GetProperty("nextCursor").ValueKind);
        Assert.NotEqual(0, (await rig.Owner.GetJsonAsync("/api/tasks?" + query)).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_cursor_of_one_opens_nothing_for_the_other()
    {
        await rig.Dashboard.AddTaskAsync("writer", title: $"{Mark} a");
        await rig.Dashboard.AddTaskAsync("writer", title: $"{Mark} b");
        var cursor = (await rig.Owner.GetJsonAsync("/api/tasks?limit=1")).GetProperty("nextCursor").GetString()!;
        using var answer = await rig.Stranger.GetAsync($"/api/tasks?cursor={Uri.EscapeDataString(cursor)}");
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, text);
        Assert.DoesNotContain(Mark, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_stranger_does_to_anothers_task_leaves_it_as_it_was()
    {
        var task = await rig.Dashboard.AddTaskAsync("writer", RelayTaskStatus.Running, title: $"{Mark} runs");
        foreach (var row in SurfaceTable.Rows.Where(row => row.Access is TaskState or WholeTask && !row.Reads))
        {
            using var answer = await SurfaceRig.SendAsync(rig.Stranger, row, $"{task.Id}");
            await Problems.ExpectAsync(answer, 404, "task_not_found");
        }

        var after = await rig.Owner.GetJsonAsync($"/api/tasks/{task.Id}");
        Assert.Equal(("running", JsonValueKind.Null), (after.GetProperty("status").GetString(), after.GetProperty("stopRequestedAt").ValueKind));
    }

    /// <summary>What every list, and everything else without an id, says to a person.</summary>
    private static async Task<Dictionary<string, string>> SweepAsync(TestBrowser browser)
    {
        var said = new Dictionary<string, string>();
        foreach (var row in SurfaceTable.Rows.Where(row => row is { Access: Person, Reads: true, HasId: false }))
        {
            using var answer = await SurfaceRig.SendAsync(browser, row, "");
            // Asking costs some of the own rate limit, and a refusal names its own trace.
            said[row.Path("")] = Regex.Replace(await answer.Content.ReadAsStringAsync(), "\"(remaining|used|resetAt|traceId)\":[^,}]+", "");
        }

        return said;
    }
}
