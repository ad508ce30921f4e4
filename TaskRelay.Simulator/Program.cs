using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Connections;
using TaskRelay.Simulator.Rest;
using TaskRelay.Simulator.Sample;

namespace TaskRelay.Simulator;

/// <summary>The simulator as a program: one line of JSON when it is ready, then it serves.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (CommandLine.Parse(args, out var problem) is not { } command)
        {
            await Console.Error.WriteLineAsync(problem);
            return 2;
        }
        try
        {
            await ServeAsync(command);
            return 0;
        }
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"Port {command.Options.Port} is taken.");
            return 1;
        }
    }

    private static async Task ServeAsync(CommandLine command)
    {
        using var ending = new CancellationTokenSource();
        await using var host = await SimulatorHost.StartAsync(command.Options, ending.Token);
        await Console.Out.WriteLineAsync(Answer.Write(Describe(host)));
        await Console.Out.FlushAsync(ending.Token);
        var serving = host.WaitForShutdownAsync(ending.Token);
        if (!command.ExitWithStandardInput)
        {
            await serving;
            return;
        }
        // The end of standard input is how a child learns that its parent has gone, however it went.
        await Task.WhenAny(serving, Console.OpenStandardInput().CopyToAsync(Stream.Null, ending.Token));
        await ending.CancelAsync();
    }

    private static JsonObject Describe(SimulatorHost host) => new()
    {
        ["url"] = host.Url.ToString().TrimEnd('/'),
        ["app"] = new JsonObject
        {
            ["appId"] = host.App.AppId,
            ["slug"] = host.App.Slug,
            ["name"] = host.App.Name,
            ["clientId"] = host.App.ClientId,
            ["clientSecret"] = host.App.ClientSecret,
            ["privateKey"] = host.App.PrivateKeyPem,
            ["webhookSecret"] = host.App.WebhookSecret,
            ["botLogin"] = host.App.BotLogin,
            ["botUserId"] = host.App.BotUserId,
        },
        ["users"] = new JsonArray([.. host.State.People.Select(user => new JsonObject
        {
            ["id"] = user.Id,
            ["login"] = user.Login,
            ["name"] = user.Name,
            ["token"] = user.Token,
            ["permission"] = host.State.PermissionOf(SampleData.Repository, user.Login),
        })]),
        ["repository"] = SampleData.Repository,
        ["issues"] = new JsonArray([.. host.State.Issues(SampleData.Repository).Select(issue => new JsonObject
        {
            ["number"] = issue.Number,
            ["title"] = issue.Title,
        })]),
    };
}
