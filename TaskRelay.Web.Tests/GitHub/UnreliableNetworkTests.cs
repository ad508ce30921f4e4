using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TaskRelay.Web.Data;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Observability;

namespace TaskRelay.Web.Tests.GitHub;

/// <summary>Whatever a network does to an answer is no answer, and comes to an end.</summary>
public sealed class UnreliableNetworkTests
{
    [Fact]
    public async Task Nothing_that_a_network_does_is_taken_for_a_no_and_nothing_hangs()
    {
        var answers = await Task.WhenAll(
            AskAsync("refused", null),
            AskAsync("no TLS", socket => SayAsync(socket, "HTTP/1.1 400 Bad Request\r\n\r\n"), "https"),
            AskAsync("cut in the body", async socket =>
            {
                await SayAsync(socket, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 4000\r\n\r\n{\"id\":");

                // A reset, not a farewell.
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
            }),
            AskAsync("silent", async socket => await socket.ReceiveAsync(new byte[1])),
            AskAsync("trickling", async socket =>
            {
                await SayAsync(socket, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 4000\r\n\r\n");
                while (true)
                {
                    await SayAsync(socket, " ");
                    await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
                }
            }));
        Assert.All(answers, answer => Assert.True(answer.Answer is GitHubAnswer<AccountInfo>.Unavailable { RetryAt: null }, $"{answer.What}: {answer.Answer}"));
    }

    private static async Task<(string What, GitHubAnswer<AccountInfo> Answer)> AskAsync(string what, Func<Socket, Task>? serve, string scheme = "http")
    {
        using var over = new CancellationTokenSource();
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var serving = Task.CompletedTask;
        if (serve is null)
        {
            listener.Stop();
        }
        else
        {
            serving = ServeAsync(listener, serve, over.Token);
        }

        var folder = Directory.CreateTempSubdirectory("taskrelay-network-");
        try
        {
            var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["GitHub:ApiBaseUrl"] = $"{scheme}://127.0.0.1:{port}",
                ["GitHub:AppId"] = "7",
                ["GitHub:PrivateKey"] = ScriptedGitHub.Pem,
            }).Build();
            await using var services = new ServiceCollection()
                .AddLogging()
                .AddRelayData($"Data Source={folder.FullName}/taskrelay.db")
                .AddRelayTelemetry(configuration)
                .AddRelayGitHub(configuration)
                .BuildServiceProvider();
            await services.GetRequiredService<IStoreStartup>().RunAsync(CancellationToken.None);
            return (what, await services.GetRequiredService<RepositoryReader>().AppOwnerAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(90)));
        }
        finally
        {
            await over.CancelAsync();
            await serving;
            folder.Delete(recursive: true);
        }
    }

    private static async Task ServeAsync(TcpListener listener, Func<Socket, Task> serve, CancellationToken over)
    {
        try
        {
            while (true)
            {
                using var socket = await listener.AcceptSocketAsync(over);
                await socket.ReceiveAsync(new byte[16 * 1024]);
                await serve(socket);
            }
        }
        catch (SocketException)
        {
            // The asker has gone.
        }
        catch (OperationCanceledException)
        {
            // Nobody asks any more.
        }
    }

    private static async Task SayAsync(Socket socket, string text) => await socket.SendAsync(System.Text.Encoding.ASCII.GetBytes(text));
}
