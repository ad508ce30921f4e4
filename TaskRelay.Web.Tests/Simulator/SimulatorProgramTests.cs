using System.Diagnostics;
using System.Text.Json.Nodes;
using TaskRelay.Simulator;

namespace TaskRelay.Web.Tests.Simulator;

public sealed class SimulatorProgramTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static ProcessStartInfo Describe(params string[] arguments) =>
        new("dotnet", [typeof(SimulatorHost).Assembly.Location, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

    [Fact]
    public async Task It_says_where_it_is_in_one_line_and_ends_with_its_standard_input()
    {
        using var process = Process.Start(Describe("--exit-with-stdin"))!;
        var line = await process.StandardOutput.ReadLineAsync(Cancelled);
        var ready = JsonNode.Parse(line!)!;

        using var http = new HttpClient { BaseAddress = new Uri(ready["url"]!.GetValue<string>()) };
        Assert.Contains("octo/hello", await http.GetStringAsync("/", Cancelled));
        Assert.Equal("127.0.0.1", http.BaseAddress.Host);
        Assert.StartsWith("-----BEGIN RSA PRIVATE KEY-----", ready["app"]!["privateKey"]!.GetValue<string>());
        Assert.Equal(["admin", "write", "read", "none"], ready["users"]!.AsArray().Select(user => user!["permission"]!.GetValue<string>()));
        Assert.Equal(3, ready["issues"]!.AsArray().Count);

        process.StandardInput.Close();
        await process.WaitForExitAsync(Cancelled).WaitAsync(TimeSpan.FromSeconds(15), Cancelled);
        Assert.Equal(0, process.ExitCode);
        Assert.Equal("", await process.StandardOutput.ReadToEndAsync(Cancelled));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_told_in_a_line()
    {
        await using var other = await SimulatorHost.StartAsync(new SimulatorOptions { Seed = false }, Cancelled);
        using var process = Process.Start(Describe("--port", other.Url.Port.ToString()))!;
        await process.WaitForExitAsync(Cancelled).WaitAsync(TimeSpan.FromSeconds(15), Cancelled);
        Assert.Equal(1, process.ExitCode);
        Assert.Contains($"Port {other.Url.Port} is taken.", await process.StandardError.ReadToEndAsync(Cancelled));
    }

    [Fact]
    public async Task An_argument_that_is_not_understood_ends_it_at_once()
    {
        using var process = Process.Start(Describe("--prot", "1"))!;
        await process.WaitForExitAsync(Cancelled).WaitAsync(TimeSpan.FromSeconds(15), Cancelled);
        Assert.Equal(2, process.ExitCode);
        Assert.Contains("--prot 1 is not understood", await process.StandardError.ReadToEndAsync(Cancelled));
    }
}
