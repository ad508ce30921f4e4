using System.Text;

namespace TaskRelay.Web.Tests.Worker;

public sealed class ScribeInTheCageTests
{
    [Fact]
    public async Task Nothing_that_scribe_plants_runs_outside_the_cage()
    {
        var canary = Path.Combine(Path.GetTempPath(), $"canary-{Guid.NewGuid():N}");
        await using var rig = await StartAsync("plant all\nappend README.md <<END\nfixed\nEND", ("SCRIBE_CANARY", canary));

        var report = await rig.RunAsync();

        Assert.True(report.Status == "succeeded", rig.Server.Log + report);
        Assert.False(File.Exists(canary), "Something planted ran outside the cage.");
        Assert.Contains("fixed", rig.GitHub.State.ReadFile(WorkerRig.Repository, WorkerRig.Branch, "README.md"));
        Assert.Contains("repository", rig.GitHub.State.ReadFile(WorkerRig.Repository, WorkerRig.Branch, "nested/nested.txt"));
    }

    [Fact]
    public async Task Secrets_that_scribe_prints_are_published_in_no_form()
    {
        await using var rig = await StartAsync("print-env\nprint-secret AGENT_KEY\nprint-secret AGENT_KEY base64\nprint-secret AGENT_KEY hex\nprint-secret AGENT_KEY split\nappend README.md <<END\nfixed\nEND");

        var report = await rig.RunAsync();

        Assert.True(report.Status == "succeeded", rig.Server.Log + report);
        var published = await rig.PublishedAsync();
        var key = Encoding.UTF8.GetBytes(WorkerRig.AgentKey);
        Assert.Equal(5, rig.Server.Events.Count(e => e.Text.StartsWith("AGENT_KEY", StringComparison.Ordinal)));
        foreach (var form in (string[])[WorkerRig.AgentKey, WorkerRig.AgentKey[..16], WorkerRig.AgentKey[^12..], Convert.ToBase64String(key)[..24], Convert.ToHexStringLower(key)[..24]])
            Assert.DoesNotContain(form, published, StringComparison.OrdinalIgnoreCase);
        foreach (var token in (string[])[rig.Token, ProtocolServer.AttemptToken, ProtocolServer.Ticket])
            Assert.DoesNotContain(token, published);
    }

    [Fact]
    public async Task A_process_that_scribe_lets_escape_is_gone_when_it_ends()
    {
        await using var rig = await StartAsync("escape 300\nappend README.md <<END\nfixed\nEND");

        var report = await rig.RunAsync();

        Assert.True(report.Status == "succeeded", rig.Server.Log + report);
        Assert.Empty(rig.MarkedProcesses());
    }

    private static Task<WorkerRig> StartAsync(string script, params (string Name, string Value)[] more) =>
        WorkerRig.StartAsync("", job => job with
        {
            Prompt = $"```scribe\n{script}\n```\n",
            Agent = job.Agent with
            {
                Name = "scribe",
                Command = ["{worker}", "scribe"],
                Environment = job.Agent.Environment.Concat(more.ToDictionary(one => one.Name, one => one.Value)).ToDictionary(),
            },
        });
}
