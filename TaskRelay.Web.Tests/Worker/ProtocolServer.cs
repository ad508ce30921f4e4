using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TaskRelay.Contracts;

namespace TaskRelay.Web.Tests.Worker;

/// <summary>The server's side of the worker protocol, with a memory and with moods.</summary>
internal sealed class ProtocolServer : IAsyncDisposable
{
    public const string Ticket = "ticket-4f1c2ab993d7461c8e0b5a";
    public const string AttemptToken = "attempt-9a7be1c04d2f4b7b9d13f0";
    private readonly WebApplication _web;
    private readonly ConcurrentQueue<WorkerEvent> _events = [];
    private readonly TaskCompletionSource<CompletionReport> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _claimedBy;

    private ProtocolServer(WebApplication web) => _web = web;

    public string Url => _web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public WorkerJob? Job { get; set; }

    /// <summary>What answers to events say from now on.</summary>
    public bool Stop { get; set; }

    /// <summary>A status that every call is answered with, instead of being served.</summary>
    public int? Refusal { get; set; }

    /// <summary>Answers 503 to so many reports first.</summary>
    public int ReportsToRefuse { get; set; }

    /// <summary>Loses so many answers to claims.</summary>
    public int ClaimAnswersToLose { get; set; }

    public int JobReads { get; private set; }

    /// <summary>The worker that has the attempt.</summary>
    public string? ClaimedBy => _claimedBy;

    public IReadOnlyList<WorkerEvent> Events => [.. _events];

    public string Log => string.Join('\n', _events.Select(e => $"{e.Kind} {e.Stream}: {e.Text}"));

    public Task<CompletionReport> Completion => _completion.Task;

    public static async Task<ProtocolServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ContractsJson.Default));
        var web = builder.Build();
        var server = new ProtocolServer(web);
        web.Use(server.GuardAsync);
        web.MapPost(WorkerRoutes.Claim, server.Claim);
        web.MapGet(WorkerRoutes.Job, server.ReadJob);
        web.MapPost(WorkerRoutes.Events, server.TakeEvents);
        web.MapPost(WorkerRoutes.Complete, server.Complete);
        await web.StartAsync();
        return server;
    }

    /// <summary>Waits for the next attempt's worker.</summary>
    public void Forget(int attempt)
    {
        _claimedBy = null;
        Job = Job! with { Attempt = attempt };
    }

    /// <summary>Ends when an event fits.</summary>
    public async Task WaitForAsync(Func<WorkerEvent, bool> fits, TimeSpan? within = null)
    {
        using var patience = new CancellationTokenSource(within ?? TimeSpan.FromSeconds(60));
        while (!_events.Any(fits))
        {
            if (patience.IsCancellationRequested)
                throw new TimeoutException($"No such event came. What came:\n{Log}");
            await Task.Delay(20);
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _web.StopAsync(patience.Token);
        await _web.DisposeAsync();
    }

    private async Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        if (Refusal is { } status)
        {
            context.Response.StatusCode = status;
            return;
        }
        var wanted = context.Request.Path == WorkerRoutes.Claim ? Ticket : AttemptToken;
        if (context.Request.Headers.Authorization != $"Bearer {wanted}")
        {
            context.Response.StatusCode = 401;
            return;
        }
        await next(context);
    }

    private IResult Claim(ClaimRequest request, HttpContext context)
    {
        if (_claimedBy is not null && _claimedBy != request.WorkerId)
            return Results.Conflict();
        _claimedBy = request.WorkerId;
        if (ClaimAnswersToLose-- > 0)
        {
            context.Abort();
            return Results.Empty;
        }
        return Results.Ok(new ClaimResponse(AttemptToken, Job!.TaskId, Job.Attempt, 90));
    }

    private IResult ReadJob()
    {
        JobReads++;
        return Results.Ok(Job);
    }

    private IResult TakeEvents(WorkerEventBatch batch)
    {
        foreach (var taken in batch.Events)
            _events.Enqueue(taken);
        return Results.Ok(new WorkerEventAnswer(!Stop));
    }

    private IResult Complete(CompletionReport report)
    {
        if (ReportsToRefuse-- > 0)
            return Results.StatusCode(503);
        _completion.TrySetResult(report);
        return Results.Ok(new CompletionAnswer(report.TaskId, report.Status, false));
    }
}
