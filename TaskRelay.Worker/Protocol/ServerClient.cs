using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TaskRelay.Contracts;

namespace TaskRelay.Worker.Protocol;

/// <summary>One call each of the worker protocol. Trouble is an answer here, never an exception; who repeats decides.</summary>
internal sealed class ServerClient : IDisposable
{
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(15);
    private readonly HttpClient _http;
    private string? _token;

    public ServerClient(Uri url)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            UseProxy = !url.IsLoopback,
            UseCookies = false,
        };
        _http = new HttpClient(handler) { BaseAddress = url, Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Trades the ticket for the attempt token, which later calls carry.</summary>
    public async Task<ServerAnswer<ClaimResponse>> ClaimAsync(string ticket, string workerId, CancellationToken cancellationToken)
    {
        var content = JsonContent.Create(new ClaimRequest(workerId), ContractsJson.Default.ClaimRequest);
        var answer = await SendAsync(HttpMethod.Post, WorkerRoutes.Claim, ticket, content, ContractsJson.Default.ClaimResponse, cancellationToken);
        if (answer.Value is { } claim)
            _token = claim.Token;
        return answer;
    }

    public Task<ServerAnswer<WorkerJob>> GetJobAsync(CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, WorkerRoutes.Job, _token, content: null, ContractsJson.Default.WorkerJob, cancellationToken);

    public Task<ServerAnswer<WorkerEventAnswer>> SendEventsAsync(IReadOnlyList<WorkerEvent> events, CancellationToken cancellationToken) =>
        SendAsync(
            HttpMethod.Post,
            WorkerRoutes.Events,
            _token,
            JsonContent.Create(new WorkerEventBatch(events), ContractsJson.Default.WorkerEventBatch),
            ContractsJson.Default.WorkerEventAnswer,
            cancellationToken);

    public Task<ServerAnswer<CompletionAnswer>> CompleteAsync(CompletionReport report, CancellationToken cancellationToken) =>
        SendAsync(
            HttpMethod.Post,
            WorkerRoutes.Complete,
            _token,
            JsonContent.Create(report, ContractsJson.Default.CompletionReport),
            ContractsJson.Default.CompletionAnswer,
            cancellationToken);

    public void Dispose() => _http.Dispose();

    private async Task<ServerAnswer<T>> SendAsync<T>(
        HttpMethod method,
        string path,
        string? bearer,
        HttpContent? content,
        JsonTypeInfo<T> type,
        CancellationToken cancellationToken)
        where T : class
    {
        using var deadline = new CancellationTokenSource(CallTimeout, TimeProvider.System);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, linked.Token);
            var status = (int)response.StatusCode;
            if (status != 200)
                return new ServerAnswer<T>(status, null, $"HTTP {status}: {await BriefAsync(response, linked.Token)}");
            return await response.Content.ReadFromJsonAsync(type, linked.Token) is { } value
                ? new ServerAnswer<T>(status, value, null)
                : new ServerAnswer<T>(0, null, "an empty answer");
        }
        catch (Exception trouble) when (trouble is HttpRequestException or JsonException or IOException)
        {
            return new ServerAnswer<T>(0, null, trouble.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ServerAnswer<T>(0, null, $"no answer within {CallTimeout.TotalSeconds} s");
        }
    }

    private static async Task<string> BriefAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        return body.Length > 300 ? body[..300] : body;
    }
}
