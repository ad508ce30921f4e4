using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;
using TaskRelay.Web.Runners.Fly.Wire;
using TaskRelay.Web.Settings;

namespace TaskRelay.Web.Runners.Fly;

/// <summary>One call each of the Machines API. Trouble is an answer here, never an exception; who repeats decides.</summary>
internal sealed class FlyApi(IHttpClientFactory http, FlyPacer pacer, IOptionsMonitor<FlyOptions> options, TimeProvider clock)
{
    public const string HttpName = "fly";

    /// <summary>A thousand Machines with their events; more is not read.</summary>
    public const int LargestAnswer = 16 * 1024 * 1024;

    /// <summary>Creating waits for a host with room.</summary>
    private static readonly TimeSpan CreateTime = TimeSpan.FromSeconds(45);

    private static readonly TimeSpan CallTime = TimeSpan.FromSeconds(10);

    /// <summary>Fly's scheme for its tokens; one that begins with it carries it already.</summary>
    private const string OwnScheme = "FlyV1 ";

    private const int LongestMessage = 300;

    public Task<FlyAnswer<FlyMachine>> CreateAsync(FlyAccount account, FlyCreateRequest request, CancellationToken cancellationToken) =>
        SendAsync(
            account, FlyAction.Create, HttpMethod.Post, account.AppName, "", Body(request, FlyJson.Default.FlyCreateRequest),
            FlyJson.Default.FlyMachine, CreateTime, cancellationToken);

    public Task<FlyAnswer<FlyMachine>> GetAsync(FlyAccount account, string id, CancellationToken cancellationToken) =>
        SendAsync(account, FlyAction.Get, HttpMethod.Get, id, $"/{Uri.EscapeDataString(id)}", null, FlyJson.Default.FlyMachine, CallTime, cancellationToken);

    /// <summary>Machines with this metadata, destroyed ones too where they are wanted.</summary>
    public Task<FlyAnswer<IReadOnlyList<FlyMachine>>> ListAsync(
        FlyAccount account, IEnumerable<KeyValuePair<string, string>> metadata, bool withDestroyed, CancellationToken cancellationToken)
    {
        var query = string.Join('&', metadata.Select(pair => $"metadata.{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}")
            .Append(withDestroyed ? "include_deleted=true" : "include_deleted=false"));
        return SendAsync(
            account, FlyAction.List, HttpMethod.Get, account.AppName, $"?{query}", null, FlyJson.Default.IReadOnlyListFlyMachine, CallTime, cancellationToken);
    }

    /// <summary>Sends the signal, and kills when so long has passed.</summary>
    public Task<FlyAnswer<bool>> StopAsync(FlyAccount account, string id, FlyStopConfig how, CancellationToken cancellationToken) =>
        SendAsync<bool>(
            account, FlyAction.Stop, HttpMethod.Post, id, $"/{Uri.EscapeDataString(id)}/stop", Body(how, FlyJson.Default.FlyStopConfig), null, CallTime,
            cancellationToken);

    /// <summary>Kills and removes it.</summary>
    public Task<FlyAnswer<bool>> DestroyAsync(FlyAccount account, string id, CancellationToken cancellationToken) =>
        SendAsync<bool>(
            account, FlyAction.Destroy, HttpMethod.Delete, id, $"/{Uri.EscapeDataString(id)}?force=true", null, null, CallTime, cancellationToken);

    private static Func<HttpContent> Body<T>(T value, JsonTypeInfo<T> type) => () =>
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(value, type));
        content.Headers.ContentType = new("application/json");
        return content;
    };

    private async Task<FlyAnswer<T>> SendAsync<T>(
        FlyAccount account, FlyAction action, HttpMethod method, string subject, string path, Func<HttpContent>? body, JsonTypeInfo<T>? type,
        TimeSpan time, CancellationToken cancellationToken)
    {
        await pacer.WaitAsync(action, subject, cancellationToken);
        using var limit = new CancellationTokenSource(time, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var address = $"{options.CurrentValue.ApiBaseUrl.TrimEnd('/')}/v1/apps/{Uri.EscapeDataString(account.AppName)}/machines{path}";
        using var request = new HttpRequestMessage(method, address) { Content = body?.Invoke() };
        var bearer = account.Token.StartsWith(OwnScheme, StringComparison.Ordinal) ? account.Token : $"Bearer {account.Token}";
        request.Headers.TryAddWithoutValidation("Authorization", bearer);
        try
        {
            using var client = http.CreateClient(HttpName);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseContentRead, either.Token);
            var bytes = await response.Content.ReadAsByteArrayAsync(either.Token);
            if (!response.IsSuccessStatusCode)
            {
                return Refuse<T>(response, bytes, action, subject);
            }

            if (type is null)
            {
                return new FlyAnswer<T>.Ok(default!);
            }

            return JsonSerializer.Deserialize(bytes, type) is { } value
                ? new FlyAnswer<T>.Ok(value)
                : new FlyAnswer<T>.Silent("Fly's answer was empty");
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new FlyAnswer<T>.Silent($"Fly gave no answer within {time.TotalSeconds} s");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return new FlyAnswer<T>.Silent("Fly can't be reached");
        }
        catch (JsonException)
        {
            return new FlyAnswer<T>.Silent("Fly's answer could not be read");
        }
    }

    private FlyAnswer<T> Refuse<T>(HttpResponseMessage response, byte[] body, FlyAction action, string subject)
    {
        var after = response.Headers.RetryAfter is { } header ? header.Delta ?? header.Date - clock.GetUtcNow() : null;
        if ((int)response.StatusCode == 429)
        {
            pacer.Pause(action, subject, after is { } told && told > TimeSpan.FromSeconds(1) ? told : TimeSpan.FromSeconds(1));
        }

        var (code, message) = Read(body);
        return new FlyAnswer<T>.Refused(new FlyRefusal((int)response.StatusCode, code, message, after));
    }

    private static (string? Code, string Message) Read(byte[] body)
    {
        try
        {
            var error = JsonSerializer.Deserialize(body, FlyJson.Default.FlyErrorBody);
            return (error?.Status, OneLine(error?.Error ?? error?.Message ?? ""));
        }
        catch (JsonException)
        {
            // A proxy's page, or an error with members of other kinds: the status says enough.
            return (null, "");
        }
    }

    private static string OneLine(string text)
    {
        var line = string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character)).Trim();
        return line.Length > LongestMessage ? line[..LongestMessage] + "…" : line;
    }
}
