using System.Net.Http.Json;
using System.Text.Json;

namespace TaskRelay.Web.Tests.Auth;

/// <summary>A program with a personal API token, and without cookies.</summary>
public sealed class ApiClient(Uri address, string token) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    public string Token => token;

    /// <summary>Makes a token for who is signed in there.</summary>
    public static async Task<ApiClient> MadeByAsync(TestBrowser browser, Uri address, params string[] scopes)
    {
        using var answer = await browser.SendAsync(HttpMethod.Post, "/api/tokens", new { name = "a program", scopes });
        Assert.Equal(201, (int)answer.StatusCode);
        return new ApiClient(address, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!);
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? json = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, new Uri(address, path)) { Content = json is null ? null : JsonContent.Create(json) };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    public void Dispose() => _client.Dispose();
}
