using System.Net;
using System.Text.Json;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tasks.Api;
using TaskRelay.Web.Tests.Auth;

namespace TaskRelay.Web.Tests.TaskApi;

/// <summary>Lists as files: for whom they are, and that no field of theirs becomes a formula.</summary>
public sealed class TaskExportTests(ExportRig rig) : IClassFixture<ExportRig>
{
    [Theory]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("+1", "\"'+1\"")]
    [InlineData("-1", "\"'-1\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData(" =1+1", "\"' =1+1\"")]
    [InlineData("\t=1+1", "\"'\t=1+1\"")]
    [InlineData("\r\n=1+1", "\"'\r\n=1+1\"")]
    [InlineData("\0=1", "\"'\0=1\"")]
    [InlineData("＝1+1", "\"'＝1+1\"")]
    [InlineData("|cmd", "\"'|cmd\"")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("plain = words", "plain = words")]
    [InlineData(null, "")]
    public void A_field_is_never_a_formula(string? text, string expected) => Assert.Equal(expected, TaskCsv.Field(text));

    [Fact]
    public async Task A_file_has_the_callers_tasks_and_no_other()
    {
        using var writer = await rig.Dashboard.SignInAsync("writer");
        using var answer = await writer.GetAsync("/api/tasks/export?q=exported");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/csv; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Matches(@"^tasks-\d{8}-\d{6}\.csv$", answer.Content.Headers.ContentDisposition.FileName!.Trim('"'));
        var lines = (await answer.Content.ReadAsStringAsync()).TrimStart('\ufeff').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(TaskCsv.Head.TrimEnd(), lines[0]);
        Assert.Equal(3, lines.Length);
        Assert.StartsWith($"{rig.Newest.Id},succeeded,octo/hello,1,exported two,scribe,", lines[1], StringComparison.Ordinal);
        using var stranger = await rig.Dashboard.SignInAsync("stranger");
        using var nothing = await stranger.GetAsync("/api/tasks/export?q=exported");
        Assert.Single((await nothing.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
        using var nobody = new TestBrowser(rig.Dashboard.Address);
        using var refused = await nobody.GetAsync("/api/tasks/export");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Theory]
    [InlineData("/api/tasks/export?format=json&q=exported", 2)]
    [InlineData("/api/tasks/export?format=json&q=exported&status=succeeded", 1)]
    [InlineData("/api/tasks/export?format=json&q=exported&createdBy=WRITER", 2)]
    [InlineData("/api/tasks/export?format=json&q=exported&createdBy=maintainer", 0)]
    [InlineData("/api/tasks/export?format=json&q=exported&createdFrom=2020-01-01", 2)]
    [InlineData("/api/tasks/export?format=json&q=exported&createdTo=2020-01-01", 0)]
    [InlineData("/api/tasks/history/export?format=json&q=exported", 1)]
    public async Task The_filters_are_the_lists_own(string path, int expected)
    {
        using var writer = await rig.Dashboard.SignInAsync("writer");
        using var answer = await writer.GetAsync(path);
        Assert.Equal("application/json; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        var text = (await answer.Content.ReadAsStringAsync()).TrimStart('\ufeff');
        Assert.Equal(expected, JsonDocument.Parse(text).RootElement.GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("/api/tasks/export?format=xml")]
    [InlineData("/api/tasks/export?status=nonsense")]
    [InlineData("/api/tasks/export?createdFrom=yesterday")]
    [InlineData("/api/tasks/export?createdFrom=2026-02-01&createdTo=2026-01-01")]
    [InlineData("/api/tasks/history/export?format=xml")]
    [InlineData("/api/tasks/history/export?to=tomorrow")]
    public async Task What_makes_no_sense_is_refused(string path)
    {
        using var writer = await rig.Dashboard.SignInAsync("writer");
        using var answer = await writer.GetAsync(path);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }
}

/// <summary>A relay with two tasks of one person.</summary>
public sealed class ExportRig : IAsyncLifetime
{
    public Dashboard Dashboard { get; private set; } = null!;

    public RelayTask Newest { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Dashboard = await Dashboard.StartAsync();
        await Dashboard.AddTaskAsync(title: "exported one");
        Newest = await Dashboard.AddTaskAsync(title: "exported two", status: RelayTaskStatus.Succeeded);
    }

    public ValueTask DisposeAsync() => Dashboard.DisposeAsync();
}
