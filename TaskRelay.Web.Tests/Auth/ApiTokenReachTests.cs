using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TaskRelay.Simulator.Faults;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Tests.Auth;

/// <summary>Which tasks a program sees: those of the person whose token it has, signed in or not.</summary>
public sealed class ApiTokenReachTests : IAsyncLifetime
{
    private Dashboard _dashboard = null!;

    public async ValueTask InitializeAsync() => _dashboard = await Dashboard.StartAsync(withApp: true);

    public ValueTask DisposeAsync() => _dashboard.DisposeAsync();

    [Theory]
    [InlineData("writer", true)]
    [InlineData("reader", false)]
    [InlineData("maintainer", true)]
    public async Task A_program_sees_what_its_owner_can_push_to(string login, bool visible)
    {
        var task = await _dashboard.AddTaskAsync(by: "maintainer");
        using var browser = await _dashboard.SignInAsync(login);
        using var program = await ApiClient.MadeByAsync(browser, _dashboard.Address, "tasks:read");
        await ExpectAsync(program, task, visible);
    }

    [Theory]
    [InlineData("writer", true)]
    [InlineData("reader", false)]
    public async Task Without_a_session_GitHub_tells_the_app(string login, bool visible)
    {
        var task = await _dashboard.AddTaskAsync(by: "maintainer");
        using var program = await SignedOutAsync(login);
        await ExpectAsync(program, task, visible);
        Assert.DoesNotContain(_dashboard.GitHub.Ledger.Entries, entry => entry.Path == "/user/installations");
        var asked = _dashboard.GitHub.Ledger.Entries.Count;
        await ExpectAsync(program, task, visible);
        Assert.Equal(asked, _dashboard.GitHub.Ledger.Entries.Count);
    }

    [Fact]
    public async Task Without_GitHubs_word_a_program_is_told_that_nothing_is_known()
    {
        var task = await _dashboard.AddTaskAsync(by: "maintainer");
        var own = await _dashboard.AddTaskAsync(by: "writer");
        using var program = await SignedOutAsync("writer");
        _dashboard.GitHub.Faults.Add(Fault.ServerError("/repos/octo/hello/installation", 503, times: 100));
        using var list = await program.GetAsync("/api/tasks");
        await Problems.ExpectAsync(list, 502, "github_unavailable");
        using var other = await program.GetAsync($"/api/tasks/{task.Id}");
        await Problems.ExpectAsync(other, 502, "github_unavailable");
        using var mine = await program.GetAsync($"/api/tasks/{own.Id}");
        Assert.Equal(HttpStatusCode.OK, mine.StatusCode);
    }

    [Fact]
    public async Task A_stream_ends_when_its_token_is_revoked()
    {
        var task = await _dashboard.AddTaskAsync(by: "writer");
        using var browser = await _dashboard.SignInAsync("writer");
        using var program = await ApiClient.MadeByAsync(browser, _dashboard.Address, "tasks:read");
        using var stream = await program.GetAsync($"/api/tasks/{task.Id}/stream");
        using var lines = new StreamReader(await stream.Content.ReadAsStreamAsync());
        Assert.Equal(": taskrelay", await lines.ReadLineAsync());
        var id = (await browser.GetJsonAsync("/api/tokens")).GetProperty("items")[0].GetProperty("id").GetString();
        using (await browser.SendAsync(HttpMethod.Delete, $"/api/tokens/{id}"))
        {
        }

        await _dashboard.AddLogAsync(task, "stdout", 1, "a line for nobody");
        Assert.DoesNotContain("a line for nobody", await lines.ReadToEndAsync(), StringComparison.Ordinal);
    }

    private async Task<ApiClient> SignedOutAsync(string login)
    {
        using var browser = await _dashboard.SignInAsync(login);
        var program = await ApiClient.MadeByAsync(browser, _dashboard.Address, "tasks:read");
        using var answer = await browser.SendAsync(HttpMethod.Post, "/api/auth/logout");
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        return program;
    }

    private static async Task ExpectAsync(ApiClient program, RelayTask task, bool visible)
    {
        using var list = await program.GetAsync("/api/tasks");
        var items = (await list.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items");
        Assert.Equal(visible ? 1 : 0, items.GetArrayLength());
        using var one = await program.GetAsync($"/api/tasks/{task.Id}");
        Assert.Equal(visible ? HttpStatusCode.OK : HttpStatusCode.NotFound, one.StatusCode);
    }
}
