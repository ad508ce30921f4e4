using System.Collections.Concurrent;
using System.Diagnostics;

namespace TaskRelay.Web.Agents;

/// <summary>Which agents of the catalogue can be used on this machine.</summary>
public sealed class AgentProbe(AgentCatalogue agents, TimeProvider clock)
{
    private const int LongestVersion = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly ConcurrentDictionary<(string Path, DateTime Changed, string Arguments), Lazy<Task<string?>>> _versions = new();

    /// <summary>Every agent, by name.</summary>
    public Task<AgentState[]> LookAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(agents.All().Select(agent => LookAsync(agent, cancellationToken)));

    /// <summary>One agent. Its version is asked once for each program file, and again when that has changed.</summary>
    public async Task<AgentState> LookAsync(AgentDefinition agent, CancellationToken cancellationToken)
    {
        string[] credentials = agent.ProviderVariables.Count > 0
            ? [.. agent.ProviderVariables.Values.Distinct()]
            : agent.CredentialName is { } name ? [name] : [];
        if (agent.IsBuiltIn)
        {
            return new(agent.Name, true, typeof(AgentProbe).Assembly.GetName().Version?.ToString(3), credentials);
        }

        if (Find(agent.Command) is not { } path)
        {
            return new(agent.Name, false, null, credentials);
        }

        return new(agent.Name, true, agent.VersionArguments.Count == 0 ? null : await VersionAsync(path, agent.VersionArguments, cancellationToken), credentials);
    }

    /// <summary>The program's path: as it is when absolute, else found on this process's PATH, which workers inherit.</summary>
    public static string? Find(string command)
    {
        if (command.Contains('/'))
        {
            return File.Exists(command) ? command : null;
        }

        return (System.Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, command))
            .FirstOrDefault(File.Exists);
    }

    private async Task<string?> VersionAsync(string path, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var file = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        var key = (path, File.GetLastWriteTimeUtc(file), string.Join(' ', arguments));
        // Asked without the caller's token: the answer is everybody's.
        var version = _versions.GetOrAdd(key, _ => new Lazy<Task<string?>>(() => RunAsync(path, arguments)));
        return await version.Value.WaitAsync(cancellationToken);
    }

    /// <summary>The first line that it prints; null where it does not end well in time.</summary>
    private async Task<string?> RunAsync(string path, IReadOnlyList<string> arguments)
    {
        var home = Directory.CreateTempSubdirectory("taskrelay-agent-");
        var start = new ProcessStartInfo(path)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = home.FullName,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // Nothing of the server's: it is a program of somebody else's, and it runs outside the cage.
        start.Environment.Clear();
        start.Environment["PATH"] = $"{Path.GetDirectoryName(path)}:{System.Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["HOME"] = home.FullName;
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            using var patience = new CancellationTokenSource(Patience, clock);
            try
            {
                var errors = process.StandardError.ReadToEndAsync(patience.Token);
                var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
                await errors;
                await process.WaitForExitAsync(patience.Token);
                var line = output.Split('\n').Select(text => text.Trim()).FirstOrDefault(text => text.Length > 0);
                return process.ExitCode != 0 || line is null ? null : line[..Math.Min(line.Length, LongestVersion)];
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                return null;
            }
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // It is there and can't be started: another machine's program, or no right to.
            return null;
        }
        finally
        {
            Delete(home);
        }
    }

    private static void Delete(DirectoryInfo home)
    {
        try
        {
            home.Delete(recursive: true);
        }
        catch (IOException)
        {
            // What it left running writes there still; the system clears its temporary folder.
        }
    }
}
