using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;
using TaskRelay.Web.Hosting;

namespace TaskRelay.Web.Operations;

/// <summary><c>migrate</c>: brings the database to this version's schema, as a start does, and says what that was.</summary>
internal static class MigrateCommand
{
    public static Command Create(CommandHost host)
    {
        var check = new Option<bool>("--check") { Description = "Change nothing; end with 1 when something is to be done." };
        var command = new Command("migrate", "Brings the database to this version's schema, as every start does by itself.") { check };
        command.SetAction((parsed, cancellationToken) => RunAsync(host, parsed.GetValue(check), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommandHost host, bool checkOnly, CancellationToken cancellationToken)
    {
        var builder = host.Builder();
        builder.AddTaskRelay();
        await using var app = builder.Build();
        var pending = await PendingAsync(app.Services, cancellationToken);
        if (pending.Count == 0)
        {
            await host.Output.WriteLineAsync("The database has this version's schema; nothing is to be done.");
            return ExitCodes.Done;
        }

        if (!checkOnly)
        {
            await app.Services.GetRequiredService<IStoreStartup>().RunAsync(cancellationToken);
        }

        await host.Output.WriteLineAsync(checkOnly ? "These migrations are to be applied:" : "These migrations were applied:");
        foreach (var migration in pending)
        {
            await host.Output.WriteLineAsync($"  {migration}");
        }

        return checkOnly ? ExitCodes.Failed : ExitCodes.Done;
    }

    /// <summary>A database that is not there yet is not made by a look.</summary>
    private static async Task<IReadOnlyList<string>> PendingAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var probe = services.GetRequiredService<IStoreProbe>();
        if (probe.File is null || File.Exists(probe.File))
        {
            return await probe.PendingMigrationsAsync(cancellationToken) ?? throw new StoreUnavailableException(probe.Remedy);
        }

        await using var context = await services.GetRequiredService<IDbContextFactory<RelayDbContext>>().CreateDbContextAsync(cancellationToken);
        return [.. context.Database.GetMigrations()];
    }
}
