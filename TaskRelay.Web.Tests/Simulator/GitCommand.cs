using System.Diagnostics;
using System.Text;
using TaskRelay.Simulator;

namespace TaskRelay.Web.Tests.Simulator;

/// <summary>The real git, as somebody's own machine would run it, in a folder that goes away.</summary>
internal sealed class GitCommand : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("taskrelay-git-");

    public string Folder => _folder.FullName;

    public string Clone => Path.Combine(Folder, "clone");

    public async Task<(int ExitCode, string Output)> RunAsync(string? token, params string[] arguments)
    {
        var inClone = Directory.Exists(Clone) && arguments[0] != "clone";
        string[] credentials = token is null ? [] :
            ["-c", "http.extraHeader=Authorization: Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"x-access-token:{token}"))];
        return await ProcessAsync("git", [.. credentials, "-c", "user.name=Test", "-c", "user.email=test@example.com", .. arguments], inClone ? Clone : Folder);
    }

    /// <summary>Runs what must succeed.</summary>
    public async Task<string> DoAsync(string? token, params string[] arguments)
    {
        var (code, output) = await RunAsync(token, arguments);
        Assert.True(code == 0, $"git {string.Join(' ', arguments)} ended with {code}: {output}");
        return output;
    }

    public async Task CloneAsync(SimulatorHost host, string? token = null, string repository = "octo/hello") =>
        await DoAsync(token, "clone", "--quiet", $"{host.Url}{repository}.git", "clone");

    public async Task CommitAsync(string branch, string path, string text)
    {
        await DoAsync(null, "checkout", "--quiet", "-B", branch);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Clone, path))!);
        await File.WriteAllTextAsync(Path.Combine(Clone, path), text, TestContext.Current.CancellationToken);
        await DoAsync(null, "add", "--all");
        await DoAsync(null, "commit", "--quiet", "--message", "Change " + path);
    }

    public static async Task<(int ExitCode, string Output)> ProcessAsync(string program, IEnumerable<string> arguments, string folder)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, await output + await error);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
