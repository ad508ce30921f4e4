using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Auth;
using static TaskRelay.Web.Tests.Surface.Access;

namespace TaskRelay.Web.Tests.Surface;

/// <summary>Every endpoint, tried by every kind of caller.</summary>
public sealed class AuthorizationMatrixTests(SurfaceRig rig) : IClassFixture<SurfaceRig>
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

    public static TheoryData<string> Secured() => SurfaceTable.Of(Person, TaskState, WholeTask, OwnThing, Administrator);

    public static TheoryData<string> WithIds() => SurfaceTable.Of(TaskState, WholeTask, OwnThing);

    public static TheoryData<string> TaskStates() => SurfaceTable.Of(TaskState);

    public static TheoryData<string> WholeTasks() => SurfaceTable.Of(WholeTask);

    public static TheoryData<string> ForAdministrators() => SurfaceTable.Of(Administrator);

    public static TheoryData<string> Credentials() => SurfaceTable.Of(Credential);

    public static TheoryData<string> Open() => SurfaceTable.Of(Anyone);

    public static TheoryData<string> Pages() => SurfaceTable.Of(Page);

    public static TheoryData<string> Api() => [.. SurfaceTable.Rows.Where(row => row.IsApi).Select(row => $"{row}")];

    public static TheoryData<string> Changing() => [.. SurfaceTable.Rows.Where(row => row.IsApi && !row.Reads && row.Access != Credential).Select(row => $"{row}")];

    [Fact]
    public void The_table_names_every_endpoint_and_no_other()
    {
        var mapped = rig.Endpoints
            .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .SelectMany(SurfaceRow.NamesOf)
            .Where(name => !name.StartsWith("GET /_framework/", StringComparison.Ordinal))
            .ToHashSet();
        var named = SurfaceTable.Rows.Select(row => $"{row}").ToHashSet();
        Assert.True(mapped.SetEquals(named), $"Not in the table: {string.Join(", ", mapped.Except(named))}. Not in the app: {string.Join(", ", named.Except(mapped))}.");
    }

    [Theory]
    [MemberData(nameof(Secured))]
    public async Task Nobody_and_a_cookie_that_is_no_session_are_told_to_sign_in(string name)
    {
        var row = SurfaceTable.Find(name);
        var id = await rig.NewIdAsync(row);
        foreach (var browser in new[] { rig.Nobody, rig.Expired, rig.Tampered })
        {
            using var answer = await SurfaceRig.SendAsync(browser, row, id);
            await Problems.ExpectAsync(answer, 401, "not_signed_in");
            Assert.False(answer.Headers.Contains("Location"));
        }
    }

    [Theory]
    [MemberData(nameof(Secured))]
    public async Task Who_may_call_it_is_answered(string name)
    {
        var row = SurfaceTable.Find(name);
        var browser = row.Access == Administrator ? rig.Administrator : rig.Owner;
        using var answer = await SurfaceRig.SendAsync(browser, row, await rig.NewIdAsync(row));
        await ExpectAsync(row, answer);
    }

    [Theory]
    [MemberData(nameof(WithIds))]
    public async Task What_is_anothers_and_what_is_missing_are_answered_alike(string name)
    {
        var row = SurfaceTable.Find(name);
        var missing = await SayAsync(rig.Stranger, row, $"{Guid.CreateVersion7()}");
        Assert.StartsWith("404\n", missing, StringComparison.Ordinal);
        Assert.Contains("_not_found", missing, StringComparison.Ordinal);
        Assert.Equal(missing, await SayAsync(rig.Stranger, row, await rig.NewIdAsync(row)));
        Assert.Equal(missing, await SayAsync(rig.Owner, row, $"{Guid.CreateVersion7()}"));
        foreach (var malformed in new[] { "x", "0", "..%2f..%2fetc", "00000000-0000-0000-0000-000000000000", "%F0%9F%92%A9", new string('a', 500) })
        {
            Assert.Equal(missing, await SayAsync(rig.Owner, row, malformed));
        }
    }

    [Theory]
    [MemberData(nameof(TaskStates))]
    public async Task The_state_of_an_own_task_stays_visible_when_its_repository_is_lost(string name)
    {
        var row = SurfaceTable.Find(name);
        using var answer = await SurfaceRig.SendAsync(rig.Former, row, await rig.NewIdAsync(row, "former"));
        await ExpectAsync(row, answer);
    }

    [Theory]
    [MemberData(nameof(WholeTasks))]
    public async Task The_rest_of_an_own_task_is_gone_when_its_repository_is_lost(string name)
    {
        var row = SurfaceTable.Find(name);
        Assert.Equal(await SayAsync(rig.Former, row, $"{Guid.CreateVersion7()}"), await SayAsync(rig.Former, row, await rig.NewIdAsync(row, "former")));
    }

    [Theory]
    [MemberData(nameof(TaskStates))]
    [MemberData(nameof(WholeTasks))]
    public async Task An_administrator_reaches_everybodys_tasks(string name)
    {
        var row = SurfaceTable.Find(name);
        using var answer = await SurfaceRig.SendAsync(rig.Administrator, row, await rig.NewIdAsync(row));
        await ExpectAsync(row, answer);
    }

    [Theory]
    [MemberData(nameof(ForAdministrators))]
    public async Task Only_administrators_reach_what_is_theirs(string name)
    {
        var row = SurfaceTable.Find(name);
        foreach (var id in new[] { await rig.NewIdAsync(row), $"{Guid.NewGuid()}", "x" })
        {
            using var answer = await SurfaceRig.SendAsync(rig.Owner, row, id);
            await Problems.ExpectAsync(answer, 403, "administrator_required");
        }
    }

    [Theory]
    [MemberData(nameof(Credentials))]
    public async Task A_session_opens_nothing_that_has_a_credential_of_its_own(string name)
    {
        var row = SurfaceTable.Find(name);
        foreach (var browser in new[] { rig.Nobody, rig.Owner, rig.Administrator, rig.Expired, rig.Tampered })
        {
            using var answer = await SurfaceRig.SendAsync(browser, row, "");
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            using var wrong = await SurfaceRig.SendAsync(browser, row, "", ("Authorization", "Bearer " + new string('a', 64)), ("X-Hub-Signature-256", "sha256=" + new string('0', 64)));
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }
    }

    [Theory]
    [MemberData(nameof(Open))]
    public async Task What_is_for_anyone_is_the_same_for_everyone(string name)
    {
        var row = SurfaceTable.Find(name);
        var signsOut = row.Pattern.EndsWith("/logout", StringComparison.Ordinal);
        foreach (var browser in new[] { rig.Nobody, rig.Expired, rig.Tampered }.Concat(signsOut ? [] : [rig.Owner, rig.Administrator]))
        {
            using var answer = await SurfaceRig.SendAsync(browser, row, "");
            await ExpectAsync(row, answer);
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Pages_send_people_to_sign_in_and_back(string name)
    {
        var row = SurfaceTable.Find(name);
        var id = $"{Guid.CreateVersion7()}";
        foreach (var browser in new[] { rig.Nobody, rig.Expired, rig.Tampered })
        {
            using var answer = await SurfaceRig.SendAsync(browser, row, id);
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            Assert.Equal($"/login?returnUrl={Uri.EscapeDataString(row.Path(id))}", answer.Headers.Location!.ToString());
        }

        using var open = await SurfaceRig.SendAsync(rig.Owner, row, id);
        await ExpectAsync(row, open);
    }

    [Fact]
    public async Task A_page_of_anothers_task_says_what_a_page_of_no_task_says()
    {
        var secret = await rig.Dashboard.AddTaskAsync("writer", RelayTaskStatus.Failed, title: "nobody-else-reads-this");
        var pages = new List<string>();
        foreach (var id in new[] { secret.Id, Guid.CreateVersion7() })
        {
            using var answer = await rig.Stranger.GetAsync($"/tasks/{id}");
            var html = await answer.Content.ReadAsStringAsync();
            Assert.DoesNotContain("nobody-else-reads-this", html, StringComparison.Ordinal);
            pages.Add($"{(int)answer.StatusCode}");
        }

        Assert.Equal(pages[0], pages[1]);
    }

    [Theory]
    [MemberData(nameof(Changing))]
    public async Task Another_sites_request_with_the_cookie_changes_nothing(string name)
    {
        var row = SurfaceTable.Find(name);
        var before = await rig.CountRowsAsync();
        (string, string)[][] forms =
        [
            [("Origin", "https://evil.example")], [("Origin", "null")], [("Sec-Fetch-Site", "cross-site")], [("Sec-Fetch-Site", "same-site")],
            [("Sec-Fetch-Site", "cross-site"), ("Origin", rig.Address.GetLeftPart(UriPartial.Authority))],
        ];
        var browser = row.Access == Administrator ? rig.Administrator : rig.Owner;
        foreach (var headers in forms)
        {
            using var answer = await SurfaceRig.SendAsync(browser, row, $"{Guid.CreateVersion7()}", headers);
            await Problems.ExpectAsync(answer, 403, "cross_origin");
        }

        Assert.Equal(before, await rig.CountRowsAsync());
    }

    [Theory]
    [MemberData(nameof(Api))]
    public async Task Methods_that_are_not_mapped_are_refused(string name)
    {
        var row = SurfaceTable.Find(name);
        var mapped = SurfaceTable.Rows.Where(other => other.Pattern == row.Pattern).Select(other => other.Method).ToHashSet();
        foreach (var method in Methods.Append("TRACE").Append("BREW").Except(mapped))
        {
            using var answer = await SurfaceRig.SendAsync(rig.Owner, method, row.Path($"{Guid.CreateVersion7()}"), method is "GET" or "TRACE" ? null : row.Body);
            await Problems.ExpectAsync(answer, 405, "method_not_allowed");
            Assert.Equal(mapped.Order(), answer.Content.Headers.Allow.Order());
        }
    }

    [Theory]
    [MemberData(nameof(Secured))]
    public async Task An_api_token_is_good_for_its_scopes_and_nothing_else(string name)
    {
        var row = SurfaceTable.Find(name);
        var endpoint = rig.Endpoints.Single(candidate => SurfaceRow.NamesOf(candidate).Contains(name));
        var scope = endpoint.Metadata.GetMetadata<ScopeRequirement>()?.Scope;
        var login = row.Access == Administrator ? "maintainer" : "writer";
        var all = await rig.TokenAsync(login, [.. ApiScopes.All]);
        if (scope is null)
        {
            using var refused = await SurfaceRig.SendAsync(rig.Nobody, row, await rig.NewIdAsync(row), ("Authorization", $"Bearer {all}"));
            await Problems.ExpectAsync(refused, 403, "session_required");
            return;
        }

        var others = await rig.TokenAsync(login, [.. ApiScopes.All.Where(other => other != scope)]);
        using var little = await SurfaceRig.SendAsync(rig.Nobody, row, await rig.NewIdAsync(row), ("Authorization", $"Bearer {others}"));
        await Problems.ExpectAsync(little, 403, "insufficient_scope");
        using var enough = await SurfaceRig.SendAsync(rig.Nobody, row, await rig.NewIdAsync(row), ("Authorization", $"Bearer {await rig.TokenAsync(login, scope)}"));
        await ExpectAsync(row, enough);
        using var wrong = await SurfaceRig.SendAsync(rig.Nobody, row, "x", ("Authorization", "Bearer trt_0000000000000000000000000000000000000000"));
        await Problems.ExpectAsync(wrong, 401, "invalid_token");
    }

    [Fact]
    public async Task The_circuit_opens_only_from_here()
    {
        foreach (var row in SurfaceTable.Rows.Where(row => row.Access == Circuit))
        {
            using var answer = await SurfaceRig.SendAsync(rig.Owner, "POST", row.Path("") + "?negotiateVersion=1", null, ("Origin", "https://evil.example"));
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    private static async Task ExpectAsync(SurfaceRow row, HttpResponseMessage answer) =>
        Assert.True(row.Statuses.Contains((int)answer.StatusCode), $"{row}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");

    private static async Task<string> SayAsync(TestBrowser browser, SurfaceRow row, string id)
    {
        using var answer = await SurfaceRig.SendAsync(browser, row, id);
        return await SurfaceRig.SayingAsync(answer);
    }
}
