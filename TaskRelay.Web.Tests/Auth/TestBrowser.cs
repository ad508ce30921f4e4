using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace TaskRelay.Web.Tests.Auth;

/// <summary>What a browser does with cookies and redirects, with every step in sight. It follows nothing by itself.</summary>
public sealed class TestBrowser(Uri address) : IDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });

    /// <summary>Name and value of each cookie that is kept.</summary>
    public Dictionary<string, string> Cookies { get; } = [];

    /// <summary>The last <c>Set-Cookie</c> of each name, whole.</summary>
    public Dictionary<string, string> SetCookies { get; } = [];

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? json = null, params (string Name, string Value)[] headers) =>
        SendAsync(method, path, json is null ? null : JsonContent.Create(json), headers);

    /// <summary>A form, as its button sends it.</summary>
    public Task<HttpResponseMessage> PostFormAsync(string path, params (string Name, string Value)[] fields) =>
        SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))), []);

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, new Uri(address, path)) { Content = content };

        if (Cookies.Count > 0)
        {
            request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        foreach (var cookie in response.Headers.TryGetValues("Set-Cookie", out var values) ? values : [])
        {
            Keep(cookie);
        }

        return response;
    }

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    public async Task<JsonElement> GetJsonAsync(string path)
    {
        using var response = await GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>To GitHub's authorize page, and back with the answer of a person; returns the address that GitHub sends back to.</summary>
    public async Task<Uri> AuthorizeAsync(string? login, string? returnUrl = null)
    {
        using var challenge = await GetAsync("/api/auth/github" + (returnUrl is null ? "" : $"?returnUrl={Uri.EscapeDataString(returnUrl)}"));
        Assert.Equal(HttpStatusCode.Redirect, challenge.StatusCode);
        using var answer = await _client.GetAsync(challenge.Headers.Location + (login is null ? "&cancel=1" : $"&as={login}"));
        return answer.Headers.Location!;
    }

    /// <summary>The whole way; returns the answer to the callback.</summary>
    public async Task<HttpResponseMessage> SignInAsync(string login, string? returnUrl = null) =>
        await GetAsync((await AuthorizeAsync(login, returnUrl)).PathAndQuery);

    public void Dispose() => _client.Dispose();

    private void Keep(string cookie)
    {
        var pair = cookie.Split(';')[0].Split('=', 2);
        SetCookies[pair[0]] = cookie;
        if (pair[1].Length == 0)
        {
            Cookies.Remove(pair[0]);
        }
        else
        {
            Cookies[pair[0]] = pair[1];
        }
    }
}
