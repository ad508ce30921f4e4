using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;

namespace TaskRelay.Web.Tests.Simulator;

public sealed class OAuthFlowTests : SimulatorTestBase
{
    private const string Callback = "http://localhost:5000/api/auth/github/callback";
    private const string Verifier = "a-verifier-that-is-long-enough-for-anybody-0123456789";
    private static readonly string Challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    private string Authorize(string more = "", string? callback = null) =>
        $"/login/oauth/authorize?client_id={Host.App.ClientId}&redirect_uri={Uri.EscapeDataString(callback ?? Callback)}&state=s%26t&code_challenge={Challenge}&code_challenge_method=S256{more}";

    private async Task<string> CodeAsync(string login = "writer")
    {
        using var http = Host.Http();
        var answer = await http.GetAsync(Authorize($"&as={login}"), Cancelled);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        var query = HttpUtility.ParseQueryString(answer.Headers.Location!.Query);
        Assert.Equal("s&t", query["state"]);
        return query["code"]!;
    }

    private async Task<JsonNode> ExchangeAsync(params (string Name, string Value)[] parameters)
    {
        using var http = Host.Http();
        http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        var form = parameters.Concat([("client_id", Host.App.ClientId), ("client_secret", Host.App.ClientSecret)]).DistinctBy(pair => pair.Item1);
        var answer = await http.PostAsync("/login/oauth/access_token", new FormUrlEncodedContent(form.ToDictionary(pair => pair.Item1, pair => pair.Item2)), Cancelled);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.JsonAsync();
    }

    [Fact]
    public async Task A_person_signs_in_with_one_click_and_renews_later()
    {
        var granted = await ExchangeAsync(("code", await CodeAsync()), ("redirect_uri", Callback), ("code_verifier", Verifier));
        var token = granted["access_token"]!.GetValue<string>();
        Assert.StartsWith("ghu_", token);
        Assert.Equal(28_800, granted["expires_in"]!.GetValue<int>());
        Assert.Equal("writer", (await Host.Octokit(token).User.Current()).Login);

        Time.Advance(TimeSpan.FromHours(9));
        await Assert.ThrowsAsync<Octokit.AuthorizationException>(() => Host.Octokit(token).User.Current());
        var refresh = granted["refresh_token"]!.GetValue<string>();
        var renewed = await ExchangeAsync(("grant_type", "refresh_token"), ("refresh_token", refresh));
        Assert.Equal("writer", (await Host.Octokit(renewed["access_token"]!.GetValue<string>()).User.Current()).Login);
        Assert.Equal("bad_refresh_token", (await ExchangeAsync(("grant_type", "refresh_token"), ("refresh_token", refresh)))["error"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_code_is_good_once_and_only_with_its_verifier_and_secret()
    {
        var code = await CodeAsync();
        await ExchangeAsync(("code", code), ("code_verifier", Verifier));
        Assert.Equal("bad_verification_code", await ErrorAsync(("code", code), ("code_verifier", Verifier)));
        Assert.Equal("bad_verification_code", await ErrorAsync(("code", await CodeAsync()), ("code_verifier", "another")));
        Assert.Equal("bad_verification_code", await ErrorAsync(("code", await CodeAsync())));
        Assert.Equal("redirect_uri_mismatch", await ErrorAsync(("code", await CodeAsync()), ("code_verifier", Verifier), ("redirect_uri", "http://localhost/other")));
        Assert.Equal("incorrect_client_credentials", await ErrorAsync(("code", await CodeAsync()), ("client_secret", "wrong")));
        code = await CodeAsync();
        Time.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal("bad_verification_code", await ErrorAsync(("code", code), ("code_verifier", Verifier)));

        async Task<string> ErrorAsync(params (string, string)[] parameters) => (await ExchangeAsync(parameters))["error"]!.GetValue<string>();
    }

    [Fact]
    public async Task The_page_offers_everybody_and_a_way_out()
    {
        using var http = Host.Http();
        var page = await http.GetStringAsync(Authorize(), Cancelled);
        foreach (var login in new[] { "maintainer", "writer", "reader", "stranger" })
            Assert.Contains($"id=\"as-{login}\"", page);

        var cancelled = await http.GetAsync(Authorize("&cancel=1"), Cancelled);
        Assert.Contains("error=access_denied", cancelled.Headers.Location!.Query);
        Assert.Equal(HttpStatusCode.BadRequest, (await http.GetAsync(Authorize(callback: "https://evil.example/callback"), Cancelled)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/login/oauth/authorize?client_id=other", Cancelled)).StatusCode);
    }

    [Theory]
    [InlineData("token")]
    [InlineData("grant")]
    public async Task The_App_takes_back_what_was_granted(string what)
    {
        var granted = await ExchangeAsync(("code", await CodeAsync()), ("code_verifier", Verifier));
        var token = granted["access_token"]!.GetValue<string>();
        using var http = Host.Http();
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"/applications/{Host.App.ClientId}/{what}") { Content = SimulatorClients.Json(new { access_token = token }) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Host.App.ClientId}:{Host.App.ClientSecret}")));

        Assert.Equal(HttpStatusCode.NoContent, (await http.SendAsync(request, Cancelled)).StatusCode);

        await Assert.ThrowsAsync<Octokit.AuthorizationException>(() => Host.Octokit(token).User.Current());
        Assert.Equal("bad_refresh_token", (await ExchangeAsync(("grant_type", "refresh_token"), ("refresh_token", granted["refresh_token"]!.GetValue<string>())))["error"]!.GetValue<string>());
    }
}
