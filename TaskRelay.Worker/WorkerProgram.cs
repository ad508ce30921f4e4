using System.Runtime.InteropServices;
using TaskRelay.Contracts;
using TaskRelay.Worker.Attempts;
using TaskRelay.Worker.Processes;
using TaskRelay.Worker.Protocol;

namespace TaskRelay.Worker;

/// <summary>One attempt from the ticket to the report.</summary>
internal static class WorkerProgram
{
    private static readonly TimeSpan ClaimFor = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan JobFor = TimeSpan.FromMinutes(10);

    public static async Task<int> RunAsync()
    {
        if (!WorkerSettings.TryRead(Console.In, out var settings, out var problem))
        {
            await Console.Error.WriteLineAsync(problem);
            return ExitCodes.Usage;
        }
        NativeMethods.AdoptOrphans();
        var secrets = new AttemptSecrets();
        secrets.Add(settings.Ticket);
        using var server = new ServerClient(settings.Url);
        if (await ClaimAsync(server, settings.Ticket) is not { } claim)
            return ExitCodes.NotOurs;
        secrets.Add(claim.Token);
        CrashPoints.Attempt = claim.Attempt;
        CrashPoints.Pass(CrashPoints.AfterClaim);

        await using var events = new EventReporter(server, secrets);
        // A hang-up is the end of a terminal, and none of ours; the other two mean the attempt.
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal => signal.Cancel = true);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        var folders = new AttemptFolders(settings.WorkDirectory);
        var processes = new MarkedProcesses(settings.Marker);

        if (await RunAsync(server, claim, secrets, events, folders, processes) is not { } report)
            return ExitCodes.NotOurs;
        var reported = await new CompletionSender(server, events).SendAsync(report);
        Clean(folders);
        return reported ? ExitCodes.Reported : ExitCodes.NotReported;

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            events.RequestStop();
        }
    }

    private static async Task<CompletionReport?> RunAsync(
        ServerClient server,
        ClaimResponse claim,
        AttemptSecrets secrets,
        EventReporter events,
        AttemptFolders folders,
        MarkedProcesses processes)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(events.StopRequested, events.Fenced);
        events.Phase(TaskPhases.Preparing, "The worker has started.");
        WorkerJob? job;
        try
        {
            job = await ReadJobAsync(server, events, end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return events.Fenced.IsCancellationRequested
                ? null
                : new CompletionReport { TaskId = claim.TaskId, Attempt = claim.Attempt, Status = ReportStatus.Stopped };
        }
        if (job is null)
            return null;
        secrets.Add(job.Token.Value);
        secrets.Add(job.Agent.SecretNames.Select(name => job.Agent.Environment.GetValueOrDefault(name, "")));
        events.LimitLog(job.Limits.LogBytes);
        return await new AttemptRun(job, server, secrets, events, folders, processes).RunAsync(end.Token);
    }

    /// <summary>The ticket is good for one worker; the same one may ask again, since an answer may be lost.</summary>
    private static async Task<ClaimResponse?> ClaimAsync(ServerClient server, string ticket)
    {
        // Where several machines were made for one attempt, the server learns which of them has it.
        var workerId = Guid.NewGuid().ToString("N");
        if (Environment.GetEnvironmentVariable(WorkerEnvironment.MachineId) is { Length: > 0 and < 100 } machine)
            workerId = $"{machine}:{workerId}";
        var started = TimeProvider.System.GetTimestamp();
        var backOff = new BackOff(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(5));
        while (true)
        {
            var answer = await server.ClaimAsync(ticket, workerId, CancellationToken.None);
            if (answer.Value is { } claim)
                return claim;
            if (answer.IsFinal || TimeProvider.System.GetElapsedTime(started) > ClaimFor)
            {
                await Console.Error.WriteLineAsync($"The attempt could not be claimed: {answer.Trouble}");
                return null;
            }
            await backOff.WaitAsync(CancellationToken.None);
        }
    }

    private static async Task<WorkerJob?> ReadJobAsync(ServerClient server, EventReporter events, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        var backOff = new BackOff(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(10));
        while (true)
        {
            var answer = await server.GetJobAsync(cancellationToken);
            if (answer.Value is { } job)
                return job;
            if (answer.IsFinal || TimeProvider.System.GetElapsedTime(started) > JobFor)
            {
                await Console.Error.WriteLineAsync($"The job could not be read: {answer.Trouble}");
                return null;
            }
            events.Say($"The job could not be read yet: {answer.Trouble}");
            await backOff.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The clones are of no more use; a patch of work that was refused stays.</summary>
    private static void Clean(AttemptFolders folders)
    {
        try
        {
            folders.Clear();
        }
        catch (Exception kept) when (kept is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"The work folder could not be cleaned: {kept.Message}");
        }
    }
}
