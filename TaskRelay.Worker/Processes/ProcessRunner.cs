using System.Text;

namespace TaskRelay.Worker.Processes;

/// <summary>Runs a short command to its end, bounded in time and in what it may say.</summary>
internal static class ProcessRunner
{
    private const int MaxOutput = 32 * 1024 * 1024;
    private const int MaxError = 256 * 1024;

    /// <param name="spec">The command.</param>
    /// <param name="timeout">After which it is killed.</param>
    /// <param name="input">Writes its standard input.</param>
    /// <param name="output">Reads its standard output; by default it is kept as text.</param>
    /// <param name="cancellationToken">Kills it too, and throws.</param>
    public static async Task<ProcessResult> RunAsync(
        ProcessSpec spec,
        TimeSpan timeout,
        Func<Stream, CancellationToken, Task>? input = null,
        Func<Stream, CancellationToken, Task>? output = null,
        CancellationToken cancellationToken = default)
    {
        using var deadline = new CancellationTokenSource(timeout, TimeProvider.System);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        cancellationToken.ThrowIfCancellationRequested();
        using var child = await ChildProcess.StartAsync(spec);
        await using var killing = linked.Token.Register(child.Kill);

        var reading = output is null ? ReadTextAsync(child.Output, MaxOutput) : ReadWithAsync(child, output, linked.Token);
        var complaints = ReadTextAsync(child.Error, MaxError);
        await WriteAsync(child.Input, input, linked.Token);
        var exitCode = await child.Exited;
        // Whoever left the group may hold the pipes open; what they say is of no interest.
        var pipes = Task.WhenAll(reading, complaints);
        await Task.WhenAny(pipes, Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System, CancellationToken.None));
        cancellationToken.ThrowIfCancellationRequested();
        var text = reading.IsCompleted ? await reading : "";
        return new ProcessResult(exitCode, text, complaints.IsCompletedSuccessfully ? complaints.Result : "", deadline.IsCancellationRequested);
    }

    private static async Task<string> ReadWithAsync(ChildProcess child, Func<Stream, CancellationToken, Task> output, CancellationToken cancellationToken)
    {
        try
        {
            await output(child.Output, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Said by the caller, who knows whether it was the time or the stop.
        }
        catch
        {
            child.Kill(); // Nobody reads any more, and a full pipe would hold it for ever.
            throw;
        }
        return "";
    }

    private static async Task WriteAsync(Stream stdin, Func<Stream, CancellationToken, Task>? input, CancellationToken cancellationToken)
    {
        try
        {
            await using (stdin)
            {
                if (input is not null)
                    await input(stdin, cancellationToken);
            }
        }
        catch (Exception ended) when (ended is IOException || (ended is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            // The process ended without reading all of it; its exit code tells the rest.
        }
    }

    private static async Task<string> ReadTextAsync(Stream stream, int limit)
    {
        var kept = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await stream.ReadAsync(buffer)) > 0)
            kept.Write(buffer, 0, Math.Min(read, limit - (int)kept.Length));
        return Encoding.UTF8.GetString(kept.GetBuffer(), 0, (int)kept.Length);
    }
}
