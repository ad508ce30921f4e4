namespace TaskRelay.Web.Tests.Relay;

/// <summary>The kill rig in small; docs/reliability.md has the figures of whole runs.</summary>
public sealed class KillRigTests
{
    [Fact]
    public async Task Nothing_acknowledged_is_lost_or_doubled_by_a_few_kills_and_power_cuts_under_load()
    {
        await using var output = new StringWriter();
        var code = await TaskRelay.Rig.Program.RunAsync(
            ["--app", Path.Combine(RelayProcess.AppFolder, "TaskRelay.Web.dll"), "--kills", "3", "--rate", "100", "--tasks", "1", "--ready-limit", "120"],
            output,
            CancellationToken.None);
        Assert.True(code == 0, output.ToString());
    }
}
