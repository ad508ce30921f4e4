using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using TaskRelay.Contracts;

namespace TaskRelay.Worker.Scribe;

/// <summary>Runs a script's commands in order. An exit code ends the script, null goes on.</summary>
internal sealed class ScribeRunner(ScribeFiles files, TextWriter output, TextWriter errors)
{
    private const int Failed = 1;
    private const int Misused = 2;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private readonly ScribeShell _shell = new(files.Root, output);
    private readonly SortedSet<string> _changed = new(StringComparer.Ordinal);
    private string? _summary;

    public async Task<int> RunAsync(ScribeScript script, CancellationToken cancellationToken)
    {
        foreach (var command in script.Commands)
        {
            try
            {
                if (await RunAsync(command, cancellationToken) is { } exitCode) return exitCode;
            }
            catch (ScribePathException refused)
            {
                return await FailAsync($"scribe: line {command.Line}: {refused.Message}.", Misused);
            }
            catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
            {
                return await FailAsync($"scribe: line {command.Line}: {refused.Message}", Failed);
            }
            catch (Exception unusable) when (unusable is FormatException or OverflowException)
            {
                return await FailAsync($"scribe: line {command.Line}: \"{command.Argument}\" has no number where one is needed.", Misused);
            }
        }

        var changes = _changed.Count == 0 ? "Changed no file by itself." : $"Changed {string.Join(", ", _changed)}.";
        await SayAsync("::summary:: " + (_summary ?? changes));
        return 0;
    }

    private async Task<int?> RunAsync(ScribeCommand command, CancellationToken cancellationToken)
    {
        var argument = command.Argument;
        var words = command.Words;
        if (command.Name is not ("say" or "usage" or "summary" or "flood" or "fail")) await SayAsync($"> {command.Name} {argument}".TrimEnd());
        switch (command.Name)
        {
            case "run":
                if (await _shell.ShellAsync(argument, cancellationToken) is var code && code != 0) await SayAsync($"exit code {code}");
                return null;
            case "check":
                code = await _shell.ShellAsync(argument, cancellationToken);
                return code == 0 ? null : await FailAsync($"The check \"{argument}\" failed with exit code {code}.", Failed);
            case "write" or "append":
                files.Write(argument, command.Texts[0], append: command.Name == "append");
                return Changed(argument);
            case "replace":
                return files.Replace(argument, command.Texts[0], command.Texts[1])
                    ? Changed(argument)
                    : await FailAsync($"scribe: line {command.Line}: {argument} does not have the text to replace.", Failed);
            case "delete":
                if (files.Delete(argument)) return Changed(argument);
                await SayAsync($"{argument} does not exist");
                return null;
            case "say":
                await SayAsync(argument);
                return null;
            case "commit":
                if (await _shell.CommitAsync(argument, cancellationToken) != 0) await SayAsync("nothing was committed");
                return null;
            case "sleep":
                await Task.Delay(Seconds(argument), TimeProvider.System, cancellationToken);
                return null;
            case "fail":
                return await FailAsync(argument, Failed);
            case "nothing":
                return null;
            case "wait-for":
                var path = files.Resolve(argument);
                while (!File.Exists(path)) await Task.Delay(Poll, TimeProvider.System, cancellationToken);
                return null;
            case "usage":
                var usage = new ReportedUsage(long.Parse(words[0]), long.Parse(words[1]), double.Parse(words[2], CultureInfo.InvariantCulture));
                await SayAsync("::usage:: " + JsonSerializer.Serialize(usage, ContractsJson.Default.ReportedUsage));
                return null;
            case "summary":
                _summary = argument;
                return null;
            default:
                return await MisbehaveAsync(command, words, cancellationToken);
        }
    }

    private async Task<int?> MisbehaveAsync(ScribeCommand command, string[] words, CancellationToken cancellationToken)
    {
        switch (command.Name)
        {
            case "print-env":
                foreach (var line in ScribeSecrets.Environment()) await SayAsync(line);
                return null;
            case "print-secret":
                await ScribeSecrets.PrintAsync(words[0], words.ElementAtOrDefault(1) ?? "raw", output, cancellationToken);
                return null;
            case "write-secret":
                files.Write(words[1], Environment.GetEnvironmentVariable(words[0]) + "\n", append: false);
                return Changed(words[1]);
            case "flood":
                var width = words.Length > 1 ? int.Parse(words[1]) : 80;
                for (var i = 1; i <= int.Parse(words[0]); i++) await output.WriteLineAsync($"flood {i:D9} ".PadRight(width, 'x').AsMemory(), cancellationToken);
                await output.FlushAsync(cancellationToken);
                return null;
            case "plant":
                return await new ScribePlants(files.Root, _shell).PlantAsync(words[0], cancellationToken)
                    ? null
                    : await FailAsync($"scribe: line {command.Line}: there is nothing \"{words[0]}\" to plant.", Misused);
            case "escape":
                // Out of the process group, its streams closed, only the environment stays.
                await _shell.ShellAsync($"setsid sleep {Seconds(words[0]).TotalSeconds} </dev/null >/dev/null 2>&1 & echo \"escaped as $!\"", cancellationToken);
                return null;
            case "crash":
                Environment.FailFast("scribe was told to crash");
                return null;
            default:
                using (PosixSignalRegistration.Create(PosixSignal.SIGTERM, static context => context.Cancel = true))
                using (PosixSignalRegistration.Create(PosixSignal.SIGINT, static context => context.Cancel = true))
                {
                    await SayAsync("hangs");
                    // Deaf to every polite request: that is the point.
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, CancellationToken.None);
                }

                return null;
        }
    }

    private static TimeSpan Seconds(string text) => TimeSpan.FromSeconds(double.Parse(text, CultureInfo.InvariantCulture));

    private int? Changed(string path)
    {
        _changed.Add(path);
        return null;
    }

    private async Task SayAsync(string line)
    {
        await output.WriteLineAsync(line);
        await output.FlushAsync();
    }

    private async Task<int> FailAsync(string message, int exitCode)
    {
        await errors.WriteLineAsync(message);
        await errors.FlushAsync();
        return exitCode;
    }
}
