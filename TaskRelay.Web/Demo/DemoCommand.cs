using TaskRelay.Web.Hosting;
using TaskRelay.Web.Queue;
using TaskRelay.Web.Runners;

namespace TaskRelay.Web.Demo;

/// <summary>
/// <c>demo</c>: TaskRelay beside a GitHub in a box, with nothing to install, no account and no key. Everything between
/// the comment and the pull request is the real thing.
/// </summary>
internal static class DemoCommand
{
    /// <summary>What a shell says of a program that Ctrl-C ended.</summary>
    private const int Interrupted = 130;

    /// <summary>Runs the demo until it is interrupted, or once.</summary>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output)
    {
        if (DemoOptions.Parse(arguments) is not { } options)
        {
            await output.WriteLineAsync(DemoOptions.Usage);
            return 2;
        }

        using var folder = new DemoFolder(options.Keep);
        var port = options.Port ?? FreePort.From(5080);
        var address = new Uri($"http://localhost:{port}");
        await output.WriteLineAsync("Starting a GitHub in a box …");
        await using var simulator = await SimulatorProcess.StartAsync(
            options.SimulatorPort ?? FreePort.From(5180), folder.Path("github"), new Uri(address, "api/webhooks/github"), CancellationToken.None);
        await output.WriteLineAsync("Starting TaskRelay …");
        await using var app = Build(simulator.Info, folder, address);
        await app.StartAsync();
        try
        {
            var stopping = app.Lifetime.ApplicationStopping;
            if (options.Once)
            {
                return await new DemoRun(app.Services, simulator.Info, output).RunAsync(options.Issue, stopping);
            }

            await DemoWords.WriteAsync(output, simulator.Info, address, folder.Location);
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            await output.WriteLineAsync("Interrupted.");
            return Interrupted;
        }
        finally
        {
            await EndWorkersAsync(app.Services, output);
            await app.StopAsync();
        }
    }

    private static WebApplication Build(SimulatorInfo simulator, DemoFolder folder, Uri address)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["urls"] = address.ToString().TrimEnd('/'),
            ["PublicUrl"] = address.ToString().TrimEnd('/'),
            ["Administrators"] = "maintainer",
            ["ConnectionStrings:TaskRelay"] = $"Data Source={folder.Path("taskrelay.db")}",
            ["DataProtection:KeysPath"] = folder.Path("keys"),
            ["GitHub:WebBaseUrl"] = simulator.Url.ToString().TrimEnd('/'),
            ["GitHub:ApiBaseUrl"] = simulator.Url.ToString().TrimEnd('/'),
            ["GitHub:AppId"] = $"{simulator.App.AppId}",
            ["GitHub:AppSlug"] = simulator.App.Slug,
            ["GitHub:ClientId"] = simulator.App.ClientId,
            ["GitHub:ClientSecret"] = simulator.App.ClientSecret,
            ["GitHub:PrivateKey"] = simulator.App.PrivateKey,
            ["GitHub:WebhookSecret"] = simulator.App.WebhookSecret,
            ["Admission:Accounts"] = "*",
            ["Runners:Local:WorkRoot"] = folder.Path("work"),
            ["Logging:LogLevel:Default"] = "Warning",
            ["Logging:LogLevel:Microsoft"] = "Warning",
            ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Warning",
            ["Logging:LogLevel:System.Net.Http"] = "Warning",

            // The keys of a demo live as long as its folder.
            ["Logging:LogLevel:Microsoft.AspNetCore.DataProtection"] = "Error",
        });
        builder.AddTaskRelay();
        var app = builder.Build();
        app.UseTaskRelay();
        return app;
    }

    /// <summary>Workers survive a server on purpose; those of a demo must not survive it.</summary>
    private static async Task EndWorkersAsync(IServiceProvider services, TextWriter output)
    {
        var runners = services.GetRequiredService<RunnerRegistry>();
        foreach (var (task, attempt) in await services.GetRequiredService<LeaseStore>().ActiveAsync(CancellationToken.None))
        {
            await output.WriteLineAsync($"Ending the worker of task {task.Id} …");
            if (runners.Find(attempt.Runner) is { } runner)
            {
                await runner.KillAsync(attempt, CancellationToken.None);
            }
        }
    }
}
