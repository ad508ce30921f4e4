using System.ComponentModel;
using System.Text;
using TaskRelay.Contracts;
using TaskRelay.Worker.Attempts;
using TaskRelay.Worker.Output;
using TaskRelay.Worker.Processes;
using TaskRelay.Worker.Protocol;

namespace TaskRelay.Worker.Agents;

/// <summary>Runs the agent to its end, its time limit or its stop. When this returns or throws, nothing of it is left running.</summary>
internal sealed class AgentRun(EventReporter events, AttemptSecrets secrets, MarkedProcesses processes)
{
    private const int KeptErrorLines = 20;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);
    private readonly Queue<string> _lastErrors = new();

    /// <param name="spec">How to start it.</param>
    /// <param name="prompt">Its standard input.</param>
    /// <param name="agent">What it is: the form of its output, and the price of its tokens.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="stop">Asks it to end, then ends it, and throws.</param>
    public async Task<Outcome<AgentResult>> RunAsync(ProcessSpec spec, string prompt, JobAgent agent, TimeSpan limit, CancellationToken stop)
    {
        var started = TimeProvider.System.GetTimestamp();
        ChildProcess child;
        try
        {
            child = await ChildProcess.StartAsync(spec);
        }
        catch (Win32Exception refused)
        {
            return new AttemptFailure(ErrorCodes.AgentUnavailable, $"The agent could not be started: {refused.Message}");
        }

        using (child)
        {
            var reader = AgentOutputReaders.For(agent.Output, agent.Price);
            using var reading = new CancellationTokenSource();
            var pumps = Task.WhenAll(
                OutputPump.RunAsync(child.Output, secrets.NewStream(), line => Tell(reader.Read(line)), reading.Token),
                OutputPump.RunAsync(child.Error, secrets.NewStream(), TellError, reading.Token));
            // Not waited for before the end: an agent may never read it.
            var writing = WriteAsync(child.Input, prompt);
            var timedOut = false;
            try
            {
                timedOut = !await EndsWithinAsync(child, limit, stop);
                if (timedOut)
                {
                    events.Say($"The agent has run for {Spoken.Duration(limit)} and is asked to end.");
                    await EndAsync(child);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                if (!events.Fenced.IsCancellationRequested)
                {
                    events.Say("The agent is asked to end.");
                    await EndAsync(child);
                }
                throw;
            }
            finally
            {
                child.Kill();
                await processes.KillAllAsync(CancellationToken.None);
            }
            var exitCode = await child.Exited;
            var duration = TimeProvider.System.GetElapsedTime(started);
            await DrainAsync(pumps, reading);
            await writing;
            return new AgentResult(exitCode, timedOut, duration, reader.Finish(exitCode, string.Join('\n', _lastErrors)));
        }
    }

    private static async Task<bool> EndsWithinAsync(ChildProcess child, TimeSpan limit, CancellationToken stop)
    {
        try
        {
            await child.Exited.WaitAsync(limit, TimeProvider.System, stop);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async Task EndAsync(ChildProcess child)
    {
        processes.AskToEnd();
        await EndsWithinAsync(child, Grace, CancellationToken.None);
    }

    /// <summary>All writers are dead, so the pipes end; unless a process that could not be killed holds one.</summary>
    private static async Task DrainAsync(Task pumps, CancellationTokenSource reading)
    {
        reading.CancelAfter(TimeSpan.FromSeconds(10));
        try
        {
            await pumps;
        }
        catch (OperationCanceledException) when (reading.IsCancellationRequested)
        {
            // What it says after its end is of no interest.
        }
    }

    private static async Task WriteAsync(Stream stdin, string prompt)
    {
        try
        {
            await using (stdin)
                await stdin.WriteAsync(Encoding.UTF8.GetBytes(prompt));
        }
        catch (IOException)
        {
            // It did not read all of it.
        }
    }

    private void Tell(IEnumerable<AgentEvent> steps)
    {
        foreach (var step in steps)
            events.Log(step.Stream, step.Text);
    }

    private void TellError(string line)
    {
        _lastErrors.Enqueue(line);
        if (_lastErrors.Count > KeptErrorLines)
            _lastErrors.Dequeue();
        events.Log(WorkerStreams.Stderr, line);
    }
}
