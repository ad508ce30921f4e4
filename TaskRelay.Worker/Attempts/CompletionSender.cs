using TaskRelay.Contracts;
using TaskRelay.Worker.Protocol;

namespace TaskRelay.Worker.Attempts;

/// <summary>Brings the report to the server, for as long as a server may reasonably be away.</summary>
internal sealed class CompletionSender(ServerClient server, EventReporter events)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(45);

    /// <returns>Whether the server took it.</returns>
    public async Task<bool> SendAsync(CompletionReport report)
    {
        var started = TimeProvider.System.GetTimestamp();
        var backOff = new BackOff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        while (true)
        {
            // The log first: after the end the token opens nothing more.
            await events.DrainAsync(TimeSpan.FromSeconds(5), CancellationToken.None);
            var answer = await server.CompleteAsync(report, CancellationToken.None);
            if (answer.Succeeded)
                return true;
            await Console.Error.WriteLineAsync($"The report of {report.Status} was not taken: {answer.Trouble}");
            if (answer.Status is 400 or 401 or 404 or 409 || TimeProvider.System.GetElapsedTime(started) > Patience)
                return false;
            await backOff.WaitAsync(CancellationToken.None);
        }
    }
}
