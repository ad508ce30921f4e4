using System.Diagnostics;
using System.Text.RegularExpressions;
using TaskRelay.Web.Tests.Relay;
using Tomlyn;
using YamlDotNet.Serialization;

namespace TaskRelay.Web.Tests.Operations;

/// <summary>The files that deploy TaskRelay: each can be read by its tool's rules, and they agree with each other and with the program.</summary>
public sealed class DeploymentTests
{
    private static readonly string Root = Worker.Image.Dockerfile.Root;

    private static string Read(string name) => File.ReadAllText(Path.Combine(Root, name));

    [Fact]
    public void The_image_copies_what_is_there_and_runs_as_a_user_of_its_own()
    {
        var lines = Read("Dockerfile").Replace("\\\n", " ", StringComparison.Ordinal).Split('\n');
        var ignored = File.ReadAllLines(Path.Combine(Root, ".dockerignore"));
        var copied = lines.Where(line => line.StartsWith("COPY ", StringComparison.Ordinal) && !line.Contains("--from", StringComparison.Ordinal))
            .SelectMany(line => line.Split(' ')[1..^1]).ToList();
        Assert.NotEmpty(copied);
        Assert.All(copied, path =>
        {
            Assert.True(Path.Exists(Path.Combine(Root, path)), $"{path} does not exist.");
            Assert.Contains($"!{path.TrimEnd('/')}", ignored);
        });
        Assert.Equal("USER 10001:10001", lines.Last(line => line.StartsWith("USER ", StringComparison.Ordinal)));
        Assert.All(
            lines.Where(line => line.StartsWith("FROM ", StringComparison.Ordinal) && !line.StartsWith("FROM relay", StringComparison.Ordinal)),
            line => Assert.Matches(@"^FROM [a-z./]+:\$\{[A-Z_]+\}-[a-z-]+ AS [a-z]+$", line));
        Assert.Contains(lines, line => line.StartsWith("HEALTHCHECK ", StringComparison.Ordinal) && line.Contains("/opt/taskrelay-health.sh", StringComparison.Ordinal));
    }

    [Fact]
    public void The_compose_file_has_both_forms_and_gives_time_to_end()
    {
        var compose = new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(new YamlDotNet.Core.MergingParser(new YamlDotNet.Core.Parser(new StringReader(Read("compose.yaml")))));
        var services = Map(compose["services"]);
        Assert.Equal(["postgres", "taskrelay", "taskrelay-postgres"], services.Keys.Select(key => (string)key).Order());
        foreach (var (name, profile) in new[] { ("taskrelay", "sqlite"), ("taskrelay-postgres", "postgres"), ("postgres", "postgres") })
        {
            Assert.Equal([profile], ((List<object>)Map(services[name])["profiles"]).Cast<string>());
        }

        foreach (var name in new[] { "taskrelay", "taskrelay-postgres" })
        {
            var service = Map(services[name]);
            Assert.Equal("30s", service["stop_grace_period"]);
            Assert.Equal(["data:/srv/taskrelay/data"], ((List<object>)service["volumes"]).Cast<string>());
            Assert.Equal(["127.0.0.1:8080:8080"], ((List<object>)service["ports"]).Cast<string>());
        }

        Assert.Equal("postgres", Map(Map(services["taskrelay-postgres"])["environment"])["Database__Provider"]);
    }

    [Fact]
    public void The_file_for_Fly_is_TOML_that_agrees_with_the_image()
    {
        var fly = TomlSerializer.Deserialize<Tomlyn.Model.TomlTable>(Read("fly.toml"))!;
        var service = (Tomlyn.Model.TomlTable)fly["http_service"];
        Assert.Equal((8080L, "off", 30L), ((long)service["internal_port"], (string)service["auto_stop_machines"], (long)fly["kill_timeout"]));
        Assert.Contains(" AS relay\n", Read("Dockerfile"), StringComparison.Ordinal);
        Assert.Equal("relay", ((Tomlyn.Model.TomlTable)fly["build"])["build-target"]);
        var mount = ((Tomlyn.Model.TomlTableArray)fly["mounts"])[0];
        Assert.Contains($"VOLUME {mount["destination"]}\n", Read("Dockerfile"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_unit_leaves_workers_alone_and_gives_time_to_end()
    {
        var unit = Read("deploy/taskrelay.service").Split('\n');
        Assert.All(
            new[] { "KillMode=process", "TimeoutStopSec=30", "User=taskrelay", "RestartPreventExitStatus=2", "UMask=0077" }, line => Assert.Contains(line, unit));

        // What would break the agents' cage, or take /tmp away from workers that outlive a restart.
        Assert.DoesNotContain(unit, line => Regex.IsMatch(line, "^(RestrictNamespaces|PrivateTmp|ProtectProc|ProtectKernelTunables|PrivateUsers)="));
        if (File.Exists("/usr/bin/systemd-analyze"))
        {
            using var verify = Process.Start(new ProcessStartInfo("systemd-analyze", ["verify", Path.Combine(Root, "deploy/taskrelay.service")]) { RedirectStandardError = true })!;
            var said = verify.StandardError.ReadToEnd();
            verify.WaitForExit();
            Assert.DoesNotContain(said.Split('\n'), line => line.Contains("taskrelay.service", StringComparison.Ordinal) && !line.Contains("not executable", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Every_setting_of_the_example_is_one_that_the_program_reads()
    {
        var keys = Read("deploy/taskrelay.env.example").Split('\n').Select(line => line.TrimStart('#').Split('=')[0])
            .Where(key => Regex.IsMatch(key, "^[A-Za-z]+(__[A-Za-z]+)*$") && key.Length > 0).Select(key => key.Replace("__", ":", StringComparison.Ordinal)).ToList();
        Assert.True(keys.Count >= 8);
        Assert.All(keys, key => Assert.True(TaskRelay.Web.Diagnostics.Keys.KnownKeys.Find(key) is not null, key));
    }

    [Fact]
    public async Task The_health_check_of_the_image_knows_a_running_server_from_none()
    {
        await using var relay = await RelayHost.StartAsync();
        Assert.Equal(0, await HealthAsync(relay.Client.BaseAddress!.Port));
        using var free = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        free.Start();
        var port = ((System.Net.IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        Assert.Equal(1, await HealthAsync(port));
    }

    private static async Task<int> HealthAsync(int port)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", [Path.Combine(Root, "deploy/health.sh"), $"{port}"]) { RedirectStandardError = true })!;
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return process.ExitCode;
    }

    private static Dictionary<object, object> Map(object node) => (Dictionary<object, object>)node;
}
