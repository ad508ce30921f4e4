using System.Net;
using System.Text.Json;

namespace TaskRelay.Web.Tests.Simulator;

/// <summary>Apps from manifests, with GitHub's refusals.</summary>
public sealed class ManifestFlowTests : SimulatorTestBase
{
    private const string Good = """{"name":"Ours","url":"https://relay.example.com","redirect_url":"https://relay.example.com/back","hook_attributes":{"url":"https://relay.example.com/hook"},"default_permissions":{"issues":"write"},"default_events":["issues"]}""";

    [Theory]
    [InlineData("not json", "not valid JSON")]
    [InlineData("""{"name":"x"}""", "Url can&#x27;t be blank")]
    [InlineData("""{"url":"https://a.example.com","hook_attributes":{"url":"http://127.0.0.1:5000/hook"}}""", "reachable over the public Internet (127.0.0.1)")]
    [InlineData("""{"url":"https://a.example.com","hook_attributes":{"url":"http://localhost/hook"}}""", "reachable over the public Internet (localhost)")]
    [InlineData("""{"url":"https://a.example.com","hook_attributes":{}}""", "Hook url can&#x27;t be blank")]
    [InlineData("""{"url":"https://a.example.com","default_events":["issues"]}""", "Default events unsupported: issues")]
    public async Task A_manifest_is_refused_with_a_sentence(string manifest, string sentence)
    {
        using var http = Host.Http();
        var answer = await http.PostAsync("/settings/apps/new?state=s", Form(("manifest", manifest)), Cancelled);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(sentence, (await answer.Content.ReadAsStringAsync(Cancelled)).Replace("isn&#x27;t", "isn't", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_is_good_once_and_the_new_app_is_installed_nowhere()
    {
        using var http = Host.Http();
        var before = Host.App.ClientSecret;
        var code = await RegisterAsync(http, "octo", "maintainer");
        var made = await http.PostAsync($"/app-manifests/{code}/conversions", null, Cancelled);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        using var json = JsonDocument.Parse(await made.Content.ReadAsStringAsync(Cancelled));
        Assert.Equal(("ours", Host.App.ClientSecret), (json.RootElement.GetProperty("slug").GetString(), json.RootElement.GetProperty("client_secret").GetString()));
        Assert.Equal("octo", json.RootElement.GetProperty("owner").GetProperty("login").GetString());
        Assert.Contains("PRIVATE KEY", json.RootElement.GetProperty("pem").GetString(), StringComparison.Ordinal);
        Assert.NotEqual(before, Host.App.ClientSecret);
        Assert.Empty(Host.State.Installations);
        Assert.Equal(HttpStatusCode.NotFound, (await http.PostAsync($"/app-manifests/{code}/conversions", null, Cancelled)).StatusCode);
    }

    [Fact]
    public async Task A_code_ends_after_an_hour()
    {
        using var http = Host.Http();
        var code = await RegisterAsync(http, "octo", "maintainer");
        Time.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(HttpStatusCode.NotFound, (await http.PostAsync($"/app-manifests/{code}/conversions", null, Cancelled)).StatusCode);
    }

    [Fact]
    public async Task Only_owners_register_for_an_organization_and_install_there()
    {
        using var http = Host.Http();
        var register = await http.PostAsync("/settings/apps/manifest", Form(("manifest", Good), ("organization", "octo"), ("name", "Ours"), ("as", "writer")), Cancelled);
        Assert.Equal(HttpStatusCode.NotFound, register.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.PostAsync("/organizations/writer/settings/apps/new", Form(("manifest", Good)), Cancelled)).StatusCode);
        var install = await http.PostAsync("/apps/taskrelay/installations", Form(("account", "octo"), ("as", "writer")), Cancelled);
        Assert.Equal(HttpStatusCode.NotFound, install.StatusCode);
    }

    private static async Task<string> RegisterAsync(HttpClient http, string organization, string login)
    {
        var answer = await http.PostAsync("/settings/apps/manifest",
            Form(("manifest", Good), ("state", "s"), ("organization", organization), ("name", "Ours"), ("as", login)), Cancelled);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.StartsWith("https://relay.example.com/back?code=", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        return answer.Headers.Location!.Query.Split('=', '&')[1];
    }

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) => new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
}
