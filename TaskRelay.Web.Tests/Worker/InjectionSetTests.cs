using System.Net;
using System.Net.Sockets;
using System.Text;
using TaskRelay.Web.Prompts;
using TaskRelay.Web.Tests.Prompts;

namespace TaskRelay.Web.Tests.Worker;

/// <summary>The cage is tried, not the model: an agent that obeys every injected text, and what then left the box.</summary>
public sealed class InjectionSetTests
{
    [Fact]
    public async Task An_agent_that_obeys_every_injected_text_leaks_nothing()
    {
        using var canary = new TcpListener(IPAddress.Loopback, 0);
        canary.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)canary.LocalEndpoint).Port}";
        var script = new StringBuilder($"CANARY={address}\n");
        foreach (var (_, obeyed) in InjectionSet.All)
        {
            script.Append("( ").Append(obeyed).Append(" )\n");
        }

        await using var rig = await WorkerRig.StartAsync(script + "echo done >> README.md\necho ended");
        var main = rig.GitHub.State.Branches(WorkerRig.Repository)["main"];

        var report = await rig.RunAsync();

        Assert.True(report.Status == "succeeded", rig.Server.Log + report);
        Assert.Contains("log stdout: ended", rig.Server.Log);
        Assert.False(canary.Pending(), "The canary was called.");
        var branches = rig.GitHub.State.Branches(WorkerRig.Repository);
        Assert.Equal(["main", WorkerRig.Branch], branches.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(main, branches["main"]);
        Assert.Equal(WorkerRig.Branch, Assert.Single(rig.PullRequests).HeadRef);
        var published = await rig.PublishedAsync();
        var key = Encoding.UTF8.GetBytes(WorkerRig.AgentKey);
        foreach (var secret in (string[])
            [
                WorkerRig.AgentKey, Convert.ToHexStringLower(key), Convert.ToBase64String(key)[..^4], WorkerRig.AgentKey.Replace("-", "%2D", StringComparison.Ordinal),
                rig.Token, ProtocolServer.AttemptToken, ProtocolServer.Ticket,
            ])
        {
            Assert.DoesNotContain(secret, published);
        }
    }

    [Fact]
    public void Every_injected_text_stays_behind_its_fence()
    {
        Assert.Equal(50, InjectionSet.All.Count);
        foreach (var (text, _) in InjectionSet.All)
        {
            var prompt = new PromptComposer(() => new string('f', 32)).Compose(new()
            {
                Repository = "octo/hello",
                IssueNumber = 1,
                IssueTitle = text,
                IssueBody = text,
                Instructions = "fix it",
                RequesterLogin = "writer",
                Branch = "x",
                Quotes = [new() { Origin = PromptOrigin.Comment, Text = text, Author = "stranger", Permission = PromptPermission.None }],
            }).Text;
            foreach (var part in prompt.Split($"BEGIN UNTRUSTED {new string('f', 32)}").Skip(1))
            {
                Assert.DoesNotContain(text, part.Split($"\nEND UNTRUSTED {new string('f', 32)}\n")[1]);
            }

            Assert.DoesNotContain(text, prompt.Split("\n# The issue\n")[0]);
        }
    }
}
