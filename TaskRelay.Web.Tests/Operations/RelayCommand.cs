using System.Diagnostics;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Operations;

/// <summary>A command of the built program, as an operator runs it.</summary>
internal static class RelayCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Runs it to its end, in a folder, with settings as environment variables.</summary>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(
        string folder, IReadOnlyDictionary<string, string> settings, params string[] arguments)
    {
        using var process = Start(folder, settings, ["dotnet", Path.Combine(RelayProcess.AppFolder, "TaskRelay.Web.dll"), .. arguments]);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Patience);
        return (process.ExitCode, await output, await errors);
    }

    /// <summary>Starts a program.</summary>
    public static Process Start(string folder, IReadOnlyDictionary<string, string> settings, IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in command.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (key, value) in settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return Process.Start(start)!;
    }
}
