using System.CommandLine;
using TaskRelay.Web.Data;
using TaskRelay.Web.Demo;
using TaskRelay.Web.Hosting;
using TaskRelay.Web.Operations.Backups;

namespace TaskRelay.Web.Operations;

/// <summary>The commands of the program beside serving: <c>backup</c>, <c>restore</c>, <c>doctor</c>, <c>migrate</c>, <c>demo</c>, <c>help</c>.</summary>
public static class OperatorCommands
{
    private const string Description =
        """
        TaskRelay: from a GitHub issue comment to a pull request. Without a command it serves.

        Commands read the same configuration as the server: appsettings.json of the working directory, environment
        variables, and settings on the command line (--ConnectionStrings:TaskRelay="Data Source=…"). Run them as the
        user that TaskRelay runs as.
        """;

    /// <summary>Whether the arguments name a command, and not the server's settings.</summary>
    public static bool AreMeant(string[] arguments) => CommandHost.IsMeant(arguments);

    /// <summary>Runs one; the result is the exit code.</summary>
    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter errors)
    {
        var (words, settings) = CommandSettings.Split(arguments);
        var root = Root(new CommandHost(settings, output, errors));
        var parsed = root.Parse(Help(words), new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await errors.WriteLineAsync(error.Message);
            }

            await errors.WriteLineAsync("\"--help\" shows the commands and what each takes.");
            return ExitCodes.Faults;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = output,
                Error = errors,
                EnableDefaultExceptionHandler = false,

                // A demo is a server, which hears of signals itself.
                ProcessTerminationTimeout = words is ["demo", ..] ? null : TimeSpan.FromSeconds(20),
            });
        }
        catch (Exception exception) when (StartFailure.OfConfiguration(exception) is { } reason)
        {
            await errors.WriteLineAsync($"The configuration can't be read: {reason}");
            return ExitCodes.Faults;
        }
        catch (Exception exception) when (exception is BackupException || StartFailure.OfStart(exception) is not null)
        {
            await errors.WriteLineAsync($"Nothing was changed. {StartFailure.OfStart(exception) ?? exception.Message}");
            return ExitCodes.Failed;
        }
        catch (OperationCanceledException)
        {
            await errors.WriteLineAsync("Interrupted; nothing was changed.");
            return ExitCodes.Failed;
        }
    }

    private static RootCommand Root(CommandHost host)
    {
        var root = new RootCommand(Description)
        {
            BackupCommand.Create(host),
            RestoreCommand.Create(host),
            DoctorCommand.Create(host),
            MigrateCommand.Create(host),
            Demo(host),
        };

        // Without one, an unknown command would be told as a missing one as well.
        root.SetAction(_ => ExitCodes.Faults);
        return root;
    }

    /// <summary>Its arguments are its own.</summary>
    private static Command Demo(CommandHost host)
    {
        var rest = new Argument<string[]>("OPTIONS") { Arity = ArgumentArity.ZeroOrMore, Description = DemoOptions.Usage };
        var command = new Command("demo", "Shows everything on this machine, with a GitHub in a box: no account, no key.") { rest };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(parsed => DemoCommand.RunAsync([.. parsed.GetValue(rest) ?? [], .. parsed.UnmatchedTokens], host.Output));
        return command;
    }

    /// <summary><c>help</c> and <c>help COMMAND</c> are other words for <c>--help</c>.</summary>
    private static string[] Help(string[] words) => words is ["help", .. var command] ? [.. command, "--help"] : words;
}
