using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace TaskRelay.Web.Tests.Outgoing;

/// <summary>Somebody's server that is told of ends: notes each request, and answers as it is asked to.</summary>
public sealed class HookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly ConcurrentQueue<HookRequest> _requests = [];

    private HookReceiver(WebApplication app) => _app = app;

    /// <summary>What the next request, and each one after, is answered.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = context => context.Response.WriteAsync("thanks");

    public string Url => _app.Urls.First() + "/hook";

    public IReadOnlyList<HookRequest> Requests => [.. _requests];

    public static async Task<HookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["Logging:LogLevel:Default"] = "Error";
        var app = builder.Build();
        var receiver = new HookReceiver(app);
        app.Run(receiver.TakeAsync);
        await app.StartAsync();
        return receiver;
    }

    public void Answers(int status, string body = "", string? retryAfter = null) => Answer = context =>
    {
        context.Response.StatusCode = status;
        if (retryAfter is not null)
        {
            context.Response.Headers.RetryAfter = retryAfter;
        }

        return context.Response.WriteAsync(body);
    };

    /// <summary>The request of that number, once it is there.</summary>
    public async Task<HookRequest> RequestAsync(int number)
    {
        while (_requests.Count < number)
        {
            Assert.True(await _arrived.WaitAsync(TimeSpan.FromMinutes(1)), $"Request {number} did not come; {_requests.Count} did.");
        }

        return Requests[number - 1];
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _arrived.Dispose();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        _requests.Enqueue(new HookRequest(context.Request.Path, context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray()));
        _arrived.Release();
        await Answer(context);
    }
}
