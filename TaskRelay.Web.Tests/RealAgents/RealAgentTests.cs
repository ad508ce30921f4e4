using System.Globalization;
using TaskRelay.Simulator.Models;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.RealAgents;

/// <summary>The agents' own CLIs, from a comment to a pull request; only the models are scripted.</summary>
public sealed class RealAgentTests
{
    private const string Wish = "plant a moss garden";

    [Theory]
    [InlineData("claude")]
    [InlineData("opencode")]
    [InlineData("codex")]
    [InlineData("gemini")]
    public async Task An_agent_edits_a_file_past_a_busy_provider_and_costs_what_was_billed(string name)
    {
        var agent = RealAgent.Of(name);
        var program = InstalledCli.Find(name);
        await using var world = await World.StartAsync(gitHub => agent.Settings(program, gitHub.Url));
        var gitHub = world.GitHub;
        await using var planted = await HostileRepository.PlantAsync(gitHub, World.Repository);
        gitHub.Models.Prices[agent.BilledModel] = agent.Price;
        var writes = agent.Wire == ModelWire.AnthropicMessages ? 300 : 0;
        gitHub.Models.Add(new ModelScript(
            Wish,
            ModelTurn.Write("/workspace/MOSS.md", "# Moss\n\nGreen.\n", new ModelUsage(1000, 41, CacheRead: 203, CacheWrite: writes)),
            ModelTurn.Run("id -u && cat MOSS.md", new ModelUsage(1301, 32, CacheRead: 507)),
            ModelTurn.Say("The garden is planted.", new ModelUsage(1502, 13, CacheRead: 709))));
        var busy = gitHub.Faults.Add(ModelFault.Overloaded(agent.Wire));
        var limited = gitHub.Faults.Add(ModelFault.TooManyRequests(agent.Wire, TimeSpan.FromSeconds(1)));

        var issue = world.NewIssue("A garden", "Please.");
        var task = await world.WaitForEndAsync(await world.CommentAsync(issue, $"@taskrelay {name} --model={agent.Model} {Wish}"));

        var log = await world.ReadAsync(context => Task.FromResult(string.Join('\n', context.Events.Where(line => line.TaskId == task.Id).OrderBy(line => line.Seq).Select(line => $"{line.Stream}: {line.Text}"))));
        Assert.True(task.Status == RelayTaskStatus.Succeeded, $"{task.Status} {task.ErrorCode} {task.ErrorMessage}\n{log}\n{world.Relay.Output}");
        Assert.Equal((1, 1), (busy.Hits, limited.Hits));
        var pull = Assert.Single(gitHub.State.PullRequests(World.Repository));
        Assert.Equal(pull.Number, task.PullRequestNumber);
        Assert.Equal("# Moss\n\nGreen.\n", gitHub.State.ReadFile(World.Repository, task.Branch, "MOSS.md"));
        Assert.Contains("The garden is planted.", task.Summary, StringComparison.Ordinal);

        // Three answers, and none that nobody accounts for.
        Assert.All(gitHub.Models.Bills, bill => Assert.Equal((Wish, agent.BilledModel, false), (bill.Script, bill.Model, bill.IsAside)));
        Assert.Equal(3, gitHub.Models.Bills.Count);
        var billed = gitHub.Models.Bills.Select(bill => bill.Usage).Aggregate((sum, one) => sum + one);
        Assert.Equal((billed.AllInput, billed.Output), (task.InputTokens, task.OutputTokens));
        Assert.Equal(
            gitHub.Models.Bills.Sum(bill => bill.CostUsd).ToString("0.0000000000", CultureInfo.InvariantCulture),
            task.CostUsd.ToString("0.0000000000", CultureInfo.InvariantCulture));

        // The log tells the steps, in the one form of all agents.
        foreach (var step in (string[])["tool_call: ", "message: The garden is planted.", "usage: "])
        {
            Assert.Contains(step, log, StringComparison.Ordinal);
        }

        Assert.Matches("tool_result: (.|\n)*1000\n# Moss", log);

        // The repository's words were read, its settings were not, and they are as they were.
        Assert.Contains(HostileRepository.HouseRule, gitHub.Models.Requests[0].Text, StringComparison.Ordinal);
        planted.ExpectNoTrace(gitHub, World.Repository, task.Branch);
        planted.ExpectUnchanged(gitHub, World.Repository, task.Branch);
    }

    [Fact]
    public async Task The_same_repository_bites_where_nothing_outranks_it()
    {
        var agent = RealAgent.Of("claude");
        var program = InstalledCli.Find(agent.Name);
        await using var world = await World.StartAsync(gitHub =>
        {
            // The flags that the catalogue would give are left out; the address still stands in the environment.
            var settings = agent.Settings(program, gitHub.Url);
            foreach (var (argument, at) in ((string[])["-p", "--output-format", "stream-json", "--verbose", "--dangerously-skip-permissions"]).Select((argument, at) => (argument, at)))
            {
                settings[$"Agents:claude:Arguments:{at}"] = argument;
            }

            return settings;
        });
        await using var planted = await HostileRepository.PlantAsync(world.GitHub, World.Repository);

        var task = await world.WaitForEndAsync(await world.CommentAsync(world.NewIssue("A garden", "Please."), $"@taskrelay claude {Wish}"));

        Assert.Contains("POST /anthropic/v1/messages", planted.Requests);
        Assert.Empty(world.GitHub.Models.Requests);
        Assert.NotNull(world.GitHub.State.ReadFile(World.Repository, task.Branch, "hook-ran-claude"));
    }
}
