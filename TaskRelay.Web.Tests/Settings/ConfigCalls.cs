using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TaskRelay.Web.Tests.Auth;

namespace TaskRelay.Web.Tests.Settings;

/// <summary>What tests of the settings say often.</summary>
public static class ConfigCalls
{
    public static async Task<JsonObject> ReadConfigAsync(this TestBrowser browser) => await browser.ReadAsync("/api/config");

    public static async Task<JsonObject> ReadAsync(this TestBrowser browser, string path)
    {
        using var answer = await browser.GetAsync(path);
        return await OkAsync(answer);
    }

    /// <summary>Sends, and expects 200.</summary>
    public static async Task<JsonObject> PutAsync(this TestBrowser browser, string path, JsonNode body)
    {
        using var answer = await browser.SendAsync(HttpMethod.Put, path, body);
        return await OkAsync(answer);
    }

    /// <summary>Asks a provider, and expects an answer.</summary>
    public static async Task<JsonObject> AskAsync(this TestBrowser browser, string path, JsonObject? body)
    {
        using var answer = await browser.SendAsync(HttpMethod.Post, path, body);
        return await OkAsync(answer);
    }

    /// <summary>Reads the settings, changes them and sends them back.</summary>
    public static async Task<JsonObject> ChangeConfigAsync(this TestBrowser browser, Action<JsonObject> change)
    {
        var config = await browser.ReadConfigAsync();
        change(config);
        return await browser.PutAsync("/api/config", config);
    }

    /// <summary>One credential of a list.</summary>
    public static JsonObject Credential(this JsonObject list, string provider, string name) => list["items"]!.AsArray()
        .Single(item => (string?)item!["provider"] == provider)!["credentials"]!.AsArray()
        .Single(credential => (string?)credential!["name"] == name)!.AsObject();

    /// <summary>Expects a refusal, and that it names these members and no others.</summary>
    public static async Task ExpectFieldsAsync(this TestBrowser browser, HttpMethod method, string path, JsonNode body, params string[] fields)
    {
        using var answer = await browser.SendAsync(method, path, body);
        var problem = await Problems.ExpectAsync(answer, 400, "invalid_request");
        Assert.Equal(fields.Order(), problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order());
    }

    private static async Task<JsonObject> OkAsync(HttpResponseMessage answer)
    {
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }
}
