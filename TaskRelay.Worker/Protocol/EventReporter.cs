using System.Text;
using TaskRelay.Contracts;
using TaskRelay.Worker.Attempts;

namespace TaskRelay.Worker.Protocol;

/// <summary>
/// Sends what happens, in batches, and a heartbeat when nothing does, whatever the agent is doing. Hears from the answers
/// whether the attempt is to stop, or is no longer ours.
/// </summary>
internal sealed class EventReporter : IAsyncDisposable
{
    private const int BatchCount = 200;
    private const int BatchSize = 256 * 1024;
    private const int LongestText = 16 * 1024;
    /// <summary>What a line counts beside its text: empty ones fill a log, too.</summary>
    private const int LineCost = 64;
    private static readonly TimeSpan FlushEvery = TimeSpan.FromSeconds(1);
    /// <summary>Far below what the lease asks for: a stop is heard of in the answer, and people wait for it.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(3);

    private readonly ServerClient _server;
    private readonly AttemptSecrets _secrets;
    private readonly EventBuffer _buffer = new(capacity: 4 * 1024 * 1024);
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _fenced = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _loop;
    private TaskCompletionSource _wake = NewSignal();
    private TaskCompletionSource _drained = NewSignal();
    private long _logBytesLeft = long.MaxValue;
    private int _linesCut;

    public EventReporter(ServerClient server, AttemptSecrets secrets)
    {
        _server = server;
        _secrets = secrets;
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>Cancelled when the server, or a signal, asks for the end.</summary>
    public CancellationToken StopRequested => _stop.Token;

    /// <summary>Cancelled when the server says that the attempt is not ours any more.</summary>
    public CancellationToken Fenced => _fenced.Token;

    /// <summary>Bytes of output that are still reported.</summary>
    public void LimitLog(long bytes) => _logBytesLeft = bytes;

    public void RequestStop() => _stop.Cancel();

    public void Phase(string phase, string text)
    {
        Add(WorkerEventKinds.Progress, phase, text);
        Volatile.Read(ref _wake).TrySetResult();
    }

    /// <summary>The worker's own words, which no limit cuts.</summary>
    public void Say(string text) => Add(WorkerEventKinds.Log, WorkerStreams.Worker, text);

    /// <summary>A line of the agent's.</summary>
    public void Log(string stream, string text)
    {
        var size = Encoding.UTF8.GetByteCount(text) + LineCost;
        if (Volatile.Read(ref _linesCut) == 0 && Interlocked.Add(ref _logBytesLeft, -size) >= 0)
            Add(WorkerEventKinds.Log, stream, text);
        else if (Interlocked.Increment(ref _linesCut) == 1)
            Say("The limit for the log is reached; the rest of the agent's output is not kept.");
    }

    /// <summary>Says how much of the agent's output was not kept, if any.</summary>
    public void SayCut()
    {
        if (Volatile.Read(ref _linesCut) is > 0 and var lines)
            Say($"{lines} lines of the agent's output were not kept.");
    }

    /// <summary>Waits until everything is with the server, but not for longer than given.</summary>
    public async Task DrainAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        if (_loop.IsCompleted)
            return;
        var drained = NewSignal();
        Volatile.Write(ref _drained, drained);
        Volatile.Read(ref _wake).TrySetResult();
        await Task.WhenAny(drained.Task, _loop, Task.Delay(atMost, TimeProvider.System, cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _loop;
        _closing.Dispose();
        _fenced.Dispose();
        _stop.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Add(string kind, string? stream, string text)
    {
        var shown = _secrets.Redact(text);
        if (shown.Length > LongestText)
            shown = string.Concat(shown.AsSpan(0, LongestText), " … (cut)");
        _buffer.Add(TimeProvider.System.GetUtcNow(), kind, stream, shown);
        if (_buffer.Count >= BatchCount)
            Volatile.Read(ref _wake).TrySetResult();
    }

    private async Task LoopAsync()
    {
        var backOff = new BackOff(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(5));
        var lastCall = TimeProvider.System.GetTimestamp();
        try
        {
            while (!_fenced.IsCancellationRequested)
            {
                if (_buffer.Count == 0)
                    Volatile.Read(ref _drained).TrySetResult();
                await WaitAsync();
                if (_buffer.Count == 0 && TimeProvider.System.GetElapsedTime(lastCall) < Heartbeat)
                    continue;
                if (await SendAsync())
                    backOff.Reset();
                else
                    await backOff.WaitAsync(_closing.Token);
                lastCall = TimeProvider.System.GetTimestamp();
            }
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // The attempt is over.
        }
    }

    private async Task WaitAsync()
    {
        if (_buffer.Count < BatchCount)
            await Task.WhenAny(Volatile.Read(ref _wake).Task, Task.Delay(FlushEvery, TimeProvider.System, _closing.Token));
        _closing.Token.ThrowIfCancellationRequested();
        Volatile.Write(ref _wake, NewSignal());
    }

    /// <returns>False when the server could not be asked.</returns>
    private async Task<bool> SendAsync()
    {
        var batch = _buffer.Peek(BatchCount, BatchSize);
        var answer = await _server.SendEventsAsync(batch, _closing.Token);
        if (answer.IsFenced)
        {
            await _fenced.CancelAsync();
            return true;
        }
        // A batch that the server will never take must not hold up those behind it.
        if (!answer.Succeeded && !answer.IsFinal)
            return false;
        if (!answer.Succeeded)
            await Console.Error.WriteLineAsync($"The server refused {batch.Count} events: {answer.Trouble}");
        _buffer.Remove(batch.Count);
        if (answer.Value is { Continue: false })
            await _stop.CancelAsync();
        return true;
    }
}
