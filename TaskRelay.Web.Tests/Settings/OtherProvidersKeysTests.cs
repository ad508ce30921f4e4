using TaskRelay.Simulator.Faults;
using TaskRelay.Simulator.Models;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Settings;

/// <summary>Keys of OpenAI, Google and OpenRouter are asked about before anything is spent, as Anthropic's are.</summary>
public sealed class OtherProvidersKeysTests
{
    private static readonly (string Provider, string Variable, string Path)[] Providers =
    [
        ("openai", "OPENAI_API_KEY", ModelEndpoints.OpenAi + "/v1/models"),
        ("google", "GEMINI_API_KEY", ModelEndpoints.Google + "/v1beta/models"),
        ("openrouter", "OPENROUTER_API_KEY", ModelEndpoints.OpenRouter + "/v1/key"),
    ];

    [Fact]
    public async Task A_key_that_its_provider_refuses_spends_nothing_and_a_good_one_is_asked_about_once()
    {
        await using var world = await StartAsync(provider => $"sk-good7Qz4Vb9Kx2Lm8Np6{provider[0]}r");
        foreach (var (provider, _, path) in Providers)
        {
            var issue = world.NewScript($"append {provider}.md <<END\na\nEND");
            for (var round = 0; round < 2; round++)
            {
                var good = await world.WaitForEndAsync(await world.CommentAsync(issue, $"@taskrelay {provider}-agent"));
                Assert.Equal((RelayTaskStatus.Succeeded, (string?)null), (good.Status, good.ErrorCode));
            }

            Assert.Single(world.GitHub.Ledger.Entries, entry => entry.Path == path);
        }

        await using var other = await StartAsync(provider => $"sk-bad5Tw3Yj8Hd1Gs9Fc4{provider[0]}s");
        foreach (var (provider, _, _) in Providers)
        {
            other.GitHub.Models.RefusedKeys[$"sk-bad5Tw3Yj8Hd1Gs9Fc4{provider[0]}s"] = true;
            var bad = await other.WaitForEndAsync(await other.CommentAsync(other.NewIssue("t", "b"), $"@taskrelay {provider}-agent"));
            Assert.Equal((RelayTaskStatus.Rejected, "credentials_invalid"), (bad.Status, bad.ErrorCode));
            Assert.DoesNotContain("5Tw3Yj8Hd1", bad.ErrorMessage, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task While_a_provider_can_not_be_asked_the_task_waits_and_then_goes_on()
    {
        await using var world = await StartAsync(provider => $"sk-good7Qz4Vb9Kx2Lm8Np6{provider[0]}r");
        world.GitHub.Faults.Add(new Fault { PathPattern = "^/openai/v1/models$", Status = 500, Body = "{}", Times = 1 });
        var comment = await world.CommentAsync(world.NewScript("append NOTES.md <<END\nb\nEND"), "@taskrelay openai-agent");
        await world.WaitForTaskAsync(comment, task => task.WaitReason?.Contains("could not be checked", StringComparison.Ordinal) == true);
        Assert.Equal(RelayTaskStatus.Succeeded, (await world.WaitForEndAsync(comment)).Status);
    }

    /// <summary>Scribe under the name of an agent of each provider.</summary>
    private static Task<World> StartAsync(Func<string, string> key)
    {
        var settings = new Dictionary<string, string>();
        foreach (var (provider, variable, _) in Providers)
        {
            settings[$"Agents:{provider}-agent:Command"] = "{worker}";
            settings[$"Agents:{provider}-agent:Arguments:0"] = "scribe";
            settings[$"Agents:{provider}-agent:Provider"] = provider;
            settings[$"Providers:Shared:{variable}"] = key(provider);
        }

        return World.StartAsync(settings);
    }
}
