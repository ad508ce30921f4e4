using Microsoft.Extensions.Configuration;
using TaskRelay.Web.Diagnostics;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Diagnostics;

public sealed class ConfigurationTests
{
    [Fact]
    public async Task The_app_refuses_to_start_and_tells_every_fault_with_its_key()
    {
        var faults = new Dictionary<string, string>
        {
            ["PublicUrl"] = "relay.example.com",
            ["GitHub:ApiBaseUrl"] = "https://user:secret@api.example.com",
            ["GitHub:AppId"] = "my-app",
            ["GitHub:Mention"] = "@taskrelay",
            ["GitHub:PrivateKeyPath"] = "/nowhere/key.pem",
            ["Queue:MaxRunning"] = "many",
            ["Tasks:MaxAttempts"] = "0",
            ["Runners:Local:Sandbox"] = "docker",
            ["Agents:helper:Provider"] = "nobody",
            ["Admission:RequireSignIn"] = "perhaps",
            ["Providers:Catalogue:mine:DocsUrl"] = "nowhere",
            ["Providers:Catalogue:mine:Credentials:0:Name"] = "LD_PRELOAD",
            ["Providers:Catalogue:mine:Credentials:1:Name"] = "OPENAI_API_KEY",
            ["Providers:Catalogue:mine:Credentials:1:Required"] = "perhaps",
        };
        var (code, output) = await RelayProcess.RunToEndAsync(faults);
        Assert.Equal(2, code);
        Assert.All(faults.Keys, key => Assert.Contains($"  {key}: ", output, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("secret@", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_shipped_settings_are_valid()
    {
        var shipped = new ConfigurationBuilder().AddJsonFile(Path.Combine(RelayProcess.AppFolder, "appsettings.json")).Build();
        Assert.Empty(ConfigurationCheck.Find(shipped));
    }

    [Fact]
    public void Lists_are_arrays_or_one_string_with_commas()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["One"] = "octo, hubot ,",
            ["Many:0"] = "octo",
            ["Many:1"] = "hubot",
        }).Build();
        Assert.Equal(["octo", "hubot"], ConfigurationLists.Read(configuration.GetSection("One")));
        Assert.Equal(["octo", "hubot"], ConfigurationLists.Read(configuration.GetSection("Many")));
        Assert.Empty(ConfigurationLists.Read(configuration.GetSection("None")));
    }

    [Fact]
    public async Task A_load_balancer_is_told_that_the_app_lives_and_is_ready()
    {
        await using var relay = await RelayHost.StartAsync();
        foreach (var path in new[] { "/health/live", "/health/ready" })
        {
            using var answer = await relay.Client.GetAsync(path);
            Assert.Equal(200, (int)answer.StatusCode);
        }
    }
}
