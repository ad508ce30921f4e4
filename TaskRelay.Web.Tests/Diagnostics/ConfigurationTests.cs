using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using TaskRelay.Web.Diagnostics;
using TaskRelay.Web.Diagnostics.Keys;
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
            ["Administrators"] = "octo cat",
            ["ConnectionStrings:TaskRelay"] = "Data Source=:memory:",
            ["Database:Provider"] = "mysql",
            ["Instance:Name"] = "the first",
            ["DataProtection:KeysPath"] = "/etc/hostname",
            ["GitHub:ApiBaseUrl"] = "https://user:secret@api.example.com",
            ["GitHub:WebBaseUrl"] = "",
            ["GitHub:AppId"] = "my-app",
            ["GitHub:Mention"] = "@taskrelay",
            ["GitHub:PrivateKey"] = "-----BEGIN secret-----",
            ["GitHub:PrivateKeyPath"] = "/nowhere/key.pem",
            ["Agents:codex:Prices:gpt-5:Input"] = "cheap",
            ["Agents:codex:Environment:no-name"] = "x",
            ["Providers:BaseUrls:anthropic"] = "https://gateway.example.com",
            ["Providers:BaseUrls:openai"] = "gateway.example.com",
            ["Providers:BaseUrls:nobody"] = "https://gateway.example.com",
            ["GitHub:Ingest"] = "magic",
            ["Admission:Accounts:0"] = "octo/hello",
            ["Admission:RequireSignIn"] = "perhaps",
            ["Anthropic:BaseUrl"] = "ftp://example.com",
            ["Fly:WorkerImage"] = "registry.example.com/worker:latest",
            ["Runners:Default"] = "moon",
            ["Runners:ServerUrl"] = "relay",
            ["Runners:Local:Command"] = "",
            ["Runners:Local:Sandbox"] = "docker",
            ["Queue:MaxRunning"] = "many",
            ["Queue:MaxWaitHours"] = "0",
            ["Tasks:TimeoutMinutes"] = "1.5",
            ["Tasks:MaxAttempts"] = "0",
            ["Agents:helper:Provider"] = "nobody",
            ["RateLimits:PerUserPerMinute"] = "-1",
            ["Http:KnownProxies"] = "proxy.example.com",
            ["Metrics:Enabled"] = "1",
            ["Retention:DeliveryDays"] = "3",
            ["Providers:Catalogue:mine:DocsUrl"] = "nowhere",
            ["Providers:Catalogue:mine:Credentials:0:Name"] = "LD_PRELOAD",
            ["Providers:Catalogue:mine:Credentials:1:Name"] = "OPENAI_API_KEY",
            ["Providers:Catalogue:mine:Credentials:1:Required"] = "perhaps",
        };
        var (code, output) = await RelayProcess.RunToEndAsync(faults);
        Assert.Equal(2, code);
        Assert.All(faults.Keys, key => Assert.Contains($"  {key}: ", output, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("secret", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Data Source=data/taskrelay.db")]
    [InlineData("Host=db;Username=taskrelay;Password=canary")]
    [InlineData("Host=db;Database=taskrelay;Port=canary")]
    public void PostgreSQL_needs_a_connection_string_that_names_a_host_and_a_database(string? given)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Database:Provider"] = "postgres",
            ["ConnectionStrings:TaskRelay"] = given,
        }).Build();
        var fault = Assert.Single(ConfigurationCheck.Find(configuration));
        Assert.Equal("ConnectionStrings:TaskRelay", fault.Key);
        Assert.Contains("Host=db;Database=taskrelay", fault.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", fault.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PublicUrl", "https://relay.example.com/relay", "https://relay.example.com")]
    [InlineData("PublicUrl", "https://relay.example.com?x=1", "https://relay.example.com/")]
    [InlineData("GitHub:ApiBaseUrl", "https://github.example.com/api/v3?x=1", "https://github.example.com/api/v3")]
    [InlineData("Fly:WorkerImage", "worker@sha256:12", "worker@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("Http:KnownProxies", "10.0.0.1, 10.0.0.0/40", "10.0.0.1, 10.0.0.0/8")]
    [InlineData("Administrators", "octocat,not a login", "@octocat, 583231, octo_acme")]
    [InlineData("Admission:Accounts", "octo/hello", "*")]
    [InlineData("ConnectionStrings:TaskRelay", "Server=db", "Data Source=/data/taskrelay.db")]
    public void A_value_is_judged_by_its_form(string key, string wrong, string right)
    {
        Assert.Equal(key, Assert.Single(ConfigurationCheck.Find(Of((key, wrong)))).Key);
        Assert.Empty(ConfigurationCheck.Find(Of((key, right))));
    }

    [Fact]
    public async Task A_settings_file_that_is_no_JSON_is_told_without_a_stack_trace()
    {
        var folder = Directory.CreateTempSubdirectory("taskrelay-settings-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "appsettings.json"), "{ \"PublicUrl\": ");
        var (code, output) = await RelayProcess.RunToEndAsync(new Dictionary<string, string> { ["contentRoot"] = folder.FullName });
        Assert.Equal(2, code);
        Assert.Contains("appsettings.json", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task An_address_that_is_taken_ends_the_start_with_code_1()
    {
        var folder = Directory.CreateTempSubdirectory("taskrelay-taken-");
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var (code, output) = await RelayProcess.RunToEndAsync(Store(folder, ("urls", $"http://{taken.LocalEndpoint}")));
        Assert.Equal(1, code);
        Assert.Contains("TaskRelay can't run: ", output, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_misspelt_key_is_told_to_the_log_with_the_one_that_is_meant()
    {
        var folder = Directory.CreateTempSubdirectory("taskrelay-misspelt-");
        await using (var relay = await RelayProcess.StartAsync(Store(folder, ("GitHub:WebhookSecrets", "not to be shown"), ("Queue:Colour", "blue"))))
        {
            await relay.TerminateAsync();
            Assert.Contains("GitHub:WebhookSecrets", relay.Output, StringComparison.Ordinal);
            Assert.Contains("Is GitHub:WebhookSecret meant?", relay.Output, StringComparison.Ordinal);
            Assert.Contains("Queue:Colour", relay.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("not to be shown", relay.Output, StringComparison.Ordinal);
        }

        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("GitHub:WebhookSecrets", "GitHub:WebhookSecret")]
    [InlineData("GITHUB:WEBHOOK_SECRET", "GitHub:WebhookSecret")]
    [InlineData("GitHub:PrivatKeyPath", "GitHub:PrivateKeyPath")]
    [InlineData("PUBLIC_URL", "PublicUrl")]
    [InlineData("Adminstrators", "Administrators")]
    [InlineData("Agents:claude:Comand", "Agents:claude:Command")]
    [InlineData("Runner:Local:Sandbox", "Runners:Local:Sandbox")]
    [InlineData("Queue:Colour", null)]
    public void A_key_that_nobody_reads_is_found(string key, string? nearest) =>
        Assert.Equal((key, nearest), Assert.Single(UnknownKeys.Find(Of((key, "value")))));

    [Theory]
    [InlineData("PATH")]
    [InlineData("HTTP_PROXY")]
    [InlineData("Logging:LogLevel:Default")]
    [InlineData("ConnectionStrings:Other")]
    [InlineData("github:webhooksecret")]
    [InlineData("Agents:helper:Arguments:0")]
    [InlineData("Providers:Shared:ANTHROPIC_API_KEY")]
    public void A_key_of_somebody_elses_is_left_alone(string key) => Assert.Empty(UnknownKeys.Find(Of((key, "value"))));

    [Fact]
    public void The_shipped_settings_are_valid()
    {
        var shipped = new ConfigurationBuilder().AddJsonFile(Path.Combine(RelayProcess.BuildFolder, "appsettings.json")).Build();
        Assert.Empty(ConfigurationCheck.Find(shipped));
        Assert.Empty(UnknownKeys.Find(shipped));
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

    private static IConfiguration Of(params (string Key, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)))
        .Build();

    private static Dictionary<string, string> Store(DirectoryInfo folder, params (string Key, string Value)[] more)
    {
        var settings = more.ToDictionary(pair => pair.Key, pair => pair.Value);
        settings["ConnectionStrings:TaskRelay"] = $"Data Source={Path.Combine(folder.FullName, "taskrelay.db")}";
        settings["DataProtection:KeysPath"] = Path.Combine(folder.FullName, "keys");
        settings["Runners:Local:WorkRoot"] = Path.Combine(folder.FullName, "work");
        return settings;
    }
}
