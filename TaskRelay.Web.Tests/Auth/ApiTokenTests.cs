using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using TaskRelay.Web.Auth.Tokens;
using TaskRelay.Web.Data;

namespace TaskRelay.Web.Tests.Auth;

/// <summary>The life of a personal API token, and who may do what with it.</summary>
public sealed class ApiTokenTests : IAsyncLifetime
{
    private Dashboard _dashboard = null!;
    private TestBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _dashboard = await Dashboard.StartAsync();
        _browser = await _dashboard.SignInAsync("writer");
    }

    public ValueTask DisposeAsync()
    {
        _browser.Dispose();
        return _dashboard.DisposeAsync();
    }

    [Fact]
    public async Task A_token_is_shown_once_and_the_store_holds_only_its_hash()
    {
        var expires = DateTimeOffset.UtcNow.AddDays(30);
        using var answer = await CreateAsync(new { name = "  ci  ", scopes = new[] { "tasks:write", "tasks:read", "tasks:read" }, expiresAt = expires });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        var created = await answer.Content.ReadFromJsonAsync<JsonElement>();
        var token = created.GetProperty("token").GetString()!;
        Assert.Matches("^trt_[A-Za-z0-9_-]{43}$", token);
        Assert.Equal("ci", created.GetProperty("name").GetString());
        Assert.Equal(["tasks:read", "tasks:write"], created.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()));
        Assert.Equal(token[^4..], created.GetProperty("lastFour").GetString());
        Assert.Equal(JsonValueKind.Null, created.GetProperty("lastUsedAt").ValueKind);

        var read = await _browser.GetJsonAsync(answer.Headers.Location!.ToString());
        var listed = (await _browser.GetJsonAsync("/api/tokens")).GetProperty("items").EnumerateArray().Single();
        Assert.Equal(read.GetRawText(), listed.GetRawText());
        Assert.Equal(
            ["id", "name", "scopes", "createdAt", "expiresAt", "lastUsedAt", "lastFour"], listed.EnumerateObject().Select(member => member.Name));
        Assert.Equal(created.GetProperty("expiresAt").GetString(), listed.GetProperty("expiresAt").GetString());

        var row = await _dashboard.Relay.ReadAsync(db => db.ApiTokens.SingleAsync());
        Assert.DoesNotContain(token, JsonSerializer.Serialize(row), StringComparison.Ordinal);
        Assert.NotEqual(Encoding.UTF8.GetBytes(token), row.Hash);
        Assert.Equal(32, row.Hash.Length);
    }

    [Theory]
    [InlineData("""{"scopes":["tasks:read"]}""", "name")]
    [InlineData("""{"name":"  ","scopes":["tasks:read"]}""", "name")]
    [InlineData("""{"name":"a\u0007b","scopes":["tasks:read"]}""", "name")]
    [InlineData("""{"name":"a"}""", "scopes")]
    [InlineData("""{"name":"a","scopes":[]}""", "scopes")]
    [InlineData("""{"name":"a","scopes":["tasks:read","admin"]}""", "scopes")]
    [InlineData("""{"name":"a","scopes":[null]}""", "scopes")]
    [InlineData("""{"name":"a","scopes":["tasks:read"],"expiresAt":"2020-01-01T00:00:00Z"}""", "expiresAt")]
    [InlineData("""{"name":"a","scopes":"tasks:read"}""", null)]
    [InlineData("""{"name":"a","scopes":["tasks:read"],"expiresAt":5}""", null)]
    [InlineData("""{"name":"a","scopes":["tasks:read"],"userId":1}""", null)]
    [InlineData("null", "")]
    [InlineData("[]", null)]
    public async Task A_wish_that_is_not_understood_makes_no_token(string json, string? field)
    {
        using var answer = await CreateAsync(JsonSerializer.Deserialize<JsonElement>(json));
        var problem = await Problems.ExpectAsync(answer, 400, field is null ? "invalid_json" : "invalid_request");
        if (field is { Length: > 0 })
        {
            Assert.NotEmpty(problem.GetProperty("errors").GetProperty(field).EnumerateArray());
        }

        Assert.Equal(0, await _dashboard.Relay.ReadAsync(db => db.ApiTokens.CountAsync()));
    }

    [Fact]
    public async Task A_name_of_100_characters_is_the_longest()
    {
        using var longest = await CreateAsync(new { name = new string('x', 100), scopes = new[] { "config:write" } });
        Assert.Equal(HttpStatusCode.Created, longest.StatusCode);
        using var longer = await CreateAsync(new { name = new string('x', 101), scopes = new[] { "config:write" } });
        await Problems.ExpectAsync(longer, 400, "invalid_request");
    }

    [Fact]
    public async Task Scopes_say_what_a_token_may_do()
    {
        var task = await _dashboard.AddTaskAsync();
        using var reads = await ApiClient.MadeByAsync(_browser, _dashboard.Address, "tasks:read");
        using var writes = await ApiClient.MadeByAsync(_browser, _dashboard.Address, "tasks:write");
        using var list = await reads.GetAsync("/api/tasks");
        Assert.Equal(HttpStatusCode.OK, list.StatusCode);
        using var refused = await reads.SendAsync(HttpMethod.Post, $"/api/tasks/{task.Id}/stop");
        var problem = await Problems.ExpectAsync(refused, 403, "insufficient_scope");
        Assert.Contains("tasks:write", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains("scope=\"tasks:write\"", refused.Headers.WwwAuthenticate.Single().ToString(), StringComparison.Ordinal);
        using var unread = await writes.GetAsync($"/api/tasks/{task.Id}");
        await Problems.ExpectAsync(unread, 403, "insufficient_scope");
        using var stopped = await writes.SendAsync(HttpMethod.Post, $"/api/tasks/{task.Id}/stop");
        Assert.Equal(HttpStatusCode.Accepted, stopped.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/api/tokens")]
    [InlineData("POST", "/api/tokens")]
    [InlineData("DELETE", "/api/tokens/0199f0c2-0000-7000-8000-000000000000")]
    [InlineData("GET", "/api/audit")]
    public async Task What_is_for_people_is_closed_to_their_tokens(string method, string path)
    {
        using var admin = await _dashboard.SignInAsync("maintainer");
        using var program = await ApiClient.MadeByAsync(admin, _dashboard.Address, "tasks:read", "tasks:write", "config:write");
        using var answer = await program.SendAsync(new HttpMethod(method), path, method == "POST" ? new { name = "more", scopes = new[] { "tasks:read" } } : null);
        await Problems.ExpectAsync(answer, 403, "session_required");
        Assert.Equal(1, await _dashboard.Relay.ReadAsync(db => db.ApiTokens.CountAsync()));
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("bearer trt_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("Bearer ghp_16C7e42F292c6912E7710c838347Ae178B4a")]
    public async Task A_token_that_is_none_is_refused_even_beside_a_good_session(string header)
    {
        foreach (var path in new[] { "/api/tasks", "/api/tokens" })
        {
            using var answer = await _browser.GetAsync(path, ("Authorization", header));
            await Problems.ExpectAsync(answer, 401, "invalid_token");
            Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
        }
    }

    [Fact]
    public async Task Another_scheme_of_authorization_leaves_the_session_alone()
    {
        using var answer = await _browser.GetAsync("/api/tasks", ("Authorization", "Basic cHJveHk6cHJveHk="));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_revoked_token_opens_nothing_from_the_next_request_on()
    {
        using var program = await ApiClient.MadeByAsync(_browser, _dashboard.Address, "tasks:read");
        var id = await _dashboard.Relay.ReadAsync(db => db.ApiTokens.Select(token => token.Id).SingleAsync());
        using (var stranger = await _dashboard.SignInAsync("maintainer"))
        {
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Delete })
            {
                using var other = await stranger.SendAsync(method, $"/api/tokens/{id}");
                await Problems.ExpectAsync(other, 404, "token_not_found");
            }

            Assert.Empty((await stranger.GetJsonAsync("/api/tokens")).GetProperty("items").EnumerateArray());
        }

        using (var alive = await program.GetAsync("/api/tasks"))
        {
            Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        }

        using var revoked = await _browser.SendAsync(HttpMethod.Delete, $"/api/tokens/{id}");
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        using var dead = await program.GetAsync("/api/tasks");
        await Problems.ExpectAsync(dead, 401, "invalid_token");
        foreach (var gone in new[] { id.ToString(), "not-an-id" })
        {
            using var again = await _browser.SendAsync(HttpMethod.Delete, $"/api/tokens/{gone}");
            await Problems.ExpectAsync(again, 404, "token_not_found");
        }
    }

    [Fact]
    public async Task An_expired_token_is_refused_and_cleared_away_by_the_next_one()
    {
        using var program = await ApiClient.MadeByAsync(_browser, _dashboard.Address, "tasks:read");
        await ChangeAsync(setters => setters.SetProperty(token => token.ExpiresAt, DateTimeOffset.UtcNow.AddSeconds(-1)));
        using var answer = await program.GetAsync("/api/tasks");
        await Problems.ExpectAsync(answer, 401, "invalid_token");
        Assert.Single((await _browser.GetJsonAsync("/api/tokens")).GetProperty("items").EnumerateArray());
        using var next = await ApiClient.MadeByAsync(_browser, _dashboard.Address, "tasks:read");
        var left = (await _browser.GetJsonAsync("/api/tokens")).GetProperty("items").EnumerateArray().Single();
        Assert.Equal(JsonValueKind.Null, left.GetProperty("expiresAt").ValueKind);
    }

    [Fact]
    public async Task A_person_has_50_living_tokens_at_most()
    {
        for (var count = 0; count < ApiTokenStore.MaxPerUser; count++)
        {
            using var made = await CreateAsync(new { name = $"n{count}", scopes = new[] { "tasks:read" } });
            Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        }

        using var tooMany = await CreateAsync(new { name = "one more", scopes = new[] { "tasks:read" } });
        await Problems.ExpectAsync(tooMany, 409, "too_many_tokens");
        using var reader = await _dashboard.SignInAsync("reader");
        using var others = await reader.SendAsync(HttpMethod.Post, "/api/tokens", new { name = "mine", scopes = new[] { "tasks:read" } });
        Assert.Equal(HttpStatusCode.Created, others.StatusCode);
    }

    [Fact]
    public async Task The_last_use_is_kept_to_the_minute()
    {
        using var program = await ApiClient.MadeByAsync(_browser, _dashboard.Address, "tasks:read");
        var longAgo = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.AddMinutes(-2).ToUnixTimeMilliseconds());
        await ChangeAsync(setters => setters.SetProperty(token => token.LastUsedAt, longAgo));
        var first = await UseAsync(program);
        Assert.True(first > longAgo.AddMinutes(1));
        Assert.Equal(first, await UseAsync(program));
    }

    [Fact]
    public async Task Who_is_no_administrator_any_more_is_none_with_an_old_token()
    {
        await _dashboard.AddTaskAsync(by: "writer", repositoryId: 999_999);
        using var admin = await _dashboard.SignInAsync("maintainer");
        using var program = await ApiClient.MadeByAsync(admin, _dashboard.Address, "tasks:read");
        Assert.Equal(1, await CountAsync(program));
        _dashboard.Get<IConfiguration>()["Administrators"] = "somebody-else";
        Assert.Equal(0, await CountAsync(program));
    }

    private Task<HttpResponseMessage> CreateAsync(object request) => _browser.SendAsync(HttpMethod.Post, "/api/tokens", request);

    private async Task<DateTimeOffset?> UseAsync(ApiClient program)
    {
        using var answer = await program.GetAsync("/api/tasks");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await _dashboard.Relay.ReadAsync(db => db.ApiTokens.Select(token => token.LastUsedAt).SingleAsync());
    }

    private static async Task<int> CountAsync(ApiClient program)
    {
        using var answer = await program.GetAsync("/api/tasks");
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items").GetArrayLength();
    }

    private Task ChangeAsync(Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<ApiToken>> change) =>
        _dashboard.Get<IWriteGate>().WriteAsync((scope, stop) => scope.Db.ApiTokens.ExecuteUpdateAsync(change, stop), CancellationToken.None);
}
