using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TaskRelay.Web.Agents;
using TaskRelay.Worker.Output;

namespace TaskRelay.Web.Tests.Agents;

public sealed class AgentCatalogueTests
{
    [Theory]
    [InlineData("claude", "ANTHROPIC_API_KEY")]
    [InlineData("opencode", "ANTHROPIC_API_KEY")]
    [InlineData("codex", "OPENAI_API_KEY")]
    [InlineData("gemini", "GEMINI_API_KEY")]
    [InlineData("amp", "AMP_API_KEY")]
    [InlineData("scribe", null)]
    public void Each_built_in_agent_has_its_key_and_a_reader_of_its_own(string name, string? key)
    {
        var agent = Catalogue([]).Find(name)!;
        Assert.Equal(key, agent.CredentialName);
        // Text is what an unknown form is read as: only scribe's is meant to be.
        Assert.Equal(name == "scribe", AgentOutputReaders.For(agent.Output).GetType() == AgentOutputReaders.For("text").GetType());
    }

    [Fact]
    public void Claude_goes_by_two_names() => Assert.Equal("claude", Catalogue([]).Names.Find("Claude-Code"));

    [Theory]
    [InlineData(null, "ANTHROPIC_API_KEY", null)]
    [InlineData("claude-sonnet-4-5", "ANTHROPIC_API_KEY", "anthropic/claude-sonnet-4-5")]
    [InlineData("openai/gpt-5", "OPENAI_API_KEY", "openai/gpt-5")]
    [InlineData("google/gemini-2.5-pro", "GEMINI_API_KEY", "google/gemini-2.5-pro")]
    [InlineData("openrouter/qwen/qwen3", "OPENROUTER_API_KEY", "openrouter/qwen/qwen3")]
    public void The_model_decides_which_key_opencode_gets(string? model, string key, string? spelling)
    {
        var agent = Catalogue([]).Find("opencode", model)!;
        Assert.Equal((key, spelling), (agent.CredentialName, agent.Spelling(model)));
    }

    [Fact]
    public void The_operator_may_give_opencode_another_default_provider()
    {
        var agent = Catalogue(new() { ["Agents:opencode:Provider"] = "openai" }).Find("opencode", "gpt-5")!;
        Assert.Equal(("OPENAI_API_KEY", "openai/gpt-5"), (agent.CredentialName, agent.Spelling("gpt-5")));
    }

    [Fact]
    public void Gateways_reach_every_agent_by_flag_variable_or_file()
    {
        var agents = Catalogue(new()
        {
            ["Anthropic:BaseUrl"] = "https://gate.example/anthropic/",
            ["Providers:BaseUrls:openai"] = "https://gate.example/openai/v1",
            ["Providers:BaseUrls:google"] = "https://gate.example/google",
            ["Providers:BaseUrls:openrouter"] = "https://gate.example/router",
            ["Providers:BaseUrls:amp"] = "https://gate.example/amp",
        });

        Assert.Equal("https://gate.example/anthropic", agents.Find("claude")!.Environment["ANTHROPIC_BASE_URL"]);
        Assert.Equal("https://gate.example/google", agents.Find("gemini")!.Environment["GOOGLE_GEMINI_BASE_URL"]);
        Assert.Equal("https://gate.example/amp", agents.Find("amp")!.Environment["AMP_URL"]);
        Assert.Contains("model_providers.taskrelay.base_url=\"https://gate.example/openai/v1\"", agents.Find("codex")!.Arguments);
        var opencode = Assert.Single(agents.Find("opencode")!.HomeFiles).Content;
        foreach (var address in (string[])["anthropic/v1", "openai/v1", "google/v1beta", "router"])
        {
            Assert.Contains($"\"https://gate.example/{address}\"", opencode, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_entry_adds_variables_and_prices()
    {
        var agent = Catalogue(new()
        {
            ["Agents:gemini:Environment:GEMINI_EXTRA"] = "1",
            ["Agents:gemini:Prices:gemini-x:Input"] = "1.25",
            ["Agents:gemini:Prices:gemini-x:Output"] = "10",
            ["Agents:gemini:Prices:*:Input"] = "2",
            ["Agents:gemini:Prices:*:CachedInput"] = "0.2",
        }).Find("gemini")!;

        Assert.Equal("1", agent.Environment["GEMINI_EXTRA"]);
        Assert.Contains("GOOGLE_GEMINI_BASE_URL", agent.Environment.Keys);
        Assert.Equal((1.25m, null, 10m), (agent.PriceOf("gemini-x")!.Input, agent.PriceOf("gemini-x")!.CachedInput, agent.PriceOf("gemini-x")!.Output));
        Assert.Equal(0.2m, agent.PriceOf(null)!.CachedInput);
        Assert.Null(Catalogue([]).Find("gemini")!.PriceOf("gemini-x"));
    }

    [Fact]
    public async Task What_is_installed_is_told_with_its_version_and_asked_once()
    {
        using var folder = new Auth.TemporaryFolder();
        var program = Path.Combine(folder.Path, "codex");
        var asked = Path.Combine(folder.Path, "asked");
        await WriteProgramAsync(program, $"echo x >> {asked}; env | cut -d= -f1 | tr '\\n' ' ' > {asked}.env; echo; echo codex-cli 7.1");
        var settings = new Dictionary<string, string?>
        {
            ["Agents:codex:Command"] = program,
            ["Agents:gemini:Command"] = Path.Combine(folder.Path, "absent"),
            ["Agents:own:Command"] = program,
        };
        await using var services = Services(settings);
        var probe = services.GetRequiredService<AgentProbe>();
        Environment.SetEnvironmentVariable("TASKRELAY_TEST_SECRET", "x");

        var first = (await probe.LookAsync(TestContext.Current.CancellationToken)).ToDictionary(state => state.Name);
        var second = (await probe.LookAsync(TestContext.Current.CancellationToken)).ToDictionary(state => state.Name);

        Assert.Equal(("codex-cli 7.1", true), (first["codex"].Version, first["codex"].IsInstalled));
        Assert.Equal(["OPENAI_API_KEY"], first["codex"].Credentials);
        Assert.Equal((null, false), (first["gemini"].Version, first["gemini"].IsInstalled));
        Assert.Equal(4, first["opencode"].Credentials.Count);
        Assert.True(first["scribe"].IsInstalled);
        // How to ask a program of the operator's for its version is not known, so it is not run.
        Assert.Equal((null, true), (first["own"].Version, first["own"].IsInstalled));
        Assert.Equal(first["codex"].Version, second["codex"].Version);
        Assert.Equal("x\n", await File.ReadAllTextAsync(asked));
        Assert.DoesNotContain("TASKRELAY_TEST_SECRET", await File.ReadAllTextAsync(asked + ".env"));

        await WriteProgramAsync(program, "echo codex-cli 7.2");
        File.SetLastWriteTimeUtc(program, DateTime.UtcNow.AddMinutes(1));
        Assert.Equal("codex-cli 7.2", (await probe.LookAsync(services.GetRequiredService<AgentCatalogue>().Find("codex")!, TestContext.Current.CancellationToken)).Version);

        await WriteProgramAsync(program, "echo broken; exit 3");
        File.SetLastWriteTimeUtc(program, DateTime.UtcNow.AddMinutes(2));
        Assert.Null((await probe.LookAsync(services.GetRequiredService<AgentCatalogue>().Find("codex")!, TestContext.Current.CancellationToken)).Version);
    }

    private static async Task WriteProgramAsync(string path, string script)
    {
        await File.WriteAllTextAsync(path, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static AgentCatalogue Catalogue(Dictionary<string, string?> settings) => Services(settings).GetRequiredService<AgentCatalogue>();

    private static ServiceProvider Services(Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return new ServiceCollection().AddSingleton(TimeProvider.System).AddRelayAgents(configuration).BuildServiceProvider();
    }
}
