using TaskRelay.Contracts;

namespace TaskRelay.Web.Tests.Worker;

/// <summary>A worker on a machine of its own: all that it needs is an address and a ticket in its environment.</summary>
public sealed class WorkerInAMachineTests
{
    [Fact]
    public async Task An_address_and_a_ticket_are_enough_and_the_agent_sees_neither()
    {
        await using var rig = await WorkerRig.StartAsync("env; cat /proc/*/environ 2>/dev/null | tr '\\0' '\\n'; echo done > made.txt");
        rig.Launch(ticket: "", change: start =>
        {
            start.Environment.Clear();
            start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
            start.Environment["HOME"] = rig.WorkFolder;
            start.Environment["TMPDIR"] = rig.WorkFolder;
            start.Environment[WorkerEnvironment.Url] = rig.Server.Url;
            start.Environment[WorkerEnvironment.Ticket] = ProtocolServer.Ticket;
            start.Environment[WorkerEnvironment.MachineId] = "148ed193b95d48";
        });
        Assert.Equal(0, await rig.WaitForExitAsync());
        Assert.Equal("succeeded", (await rig.Server.Completion).Status);
        Assert.StartsWith("148ed193b95d48:", rig.Server.ClaimedBy, StringComparison.Ordinal);
        Assert.Contains("CI=1", rig.Server.Log, StringComparison.Ordinal);
        Assert.DoesNotContain(ProtocolServer.Ticket, rig.Server.Log, StringComparison.Ordinal);
        // Neither is there in a form that was kept out of the log: all that is, is the agent's own key.
        Assert.DoesNotContain("[redacted]", rig.Server.Log.Replace("AGENT_KEY=[redacted]", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain(WorkerEnvironment.Ticket, rig.Server.Log, StringComparison.Ordinal);
        Assert.DoesNotContain(WorkerEnvironment.Url + "=", rig.Server.Log, StringComparison.Ordinal);
    }
}
