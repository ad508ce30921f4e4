using System.Diagnostics;
using TaskRelay.Worker.Scribe;

namespace TaskRelay.Web.Tests.Agents;

/// <summary>A repository with one commit, in which scribe runs.</summary>
internal sealed class ScribeFolder : IDisposable
{
    public ScribeFolder()
    {
        Directory.CreateDirectory(Path);
        Write("README.md", "Hello\nworld\n");
        Git("init", "--quiet", "-b", "main");
        Git("add", "-A");
        Git("-c", "user.name=t", "-c", "user.email=t@localhost", "commit", "--quiet", "-m", "first");
    }

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "scribe-" + Guid.NewGuid().ToString("n"));

    public void Write(string path, string text)
    {
        var full = System.IO.Path.Combine(Path, path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    public string Read(string path) => File.ReadAllText(System.IO.Path.Combine(Path, path));

    public bool Has(string path) => File.Exists(System.IO.Path.Combine(Path, path));

    public Task<ScribeEnd> RunAsync(string script) => PromptAsync($"Do it.\n```scribe\n{script}\n```\n");

    public async Task<ScribeEnd> PromptAsync(string prompt)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var exitCode = await ScribeProgram.RunAsync([Path], new StringReader(prompt), output, errors, TestContext.Current.CancellationToken);
        return new(exitCode, output.ToString(), errors.ToString());
    }

    public string Git(params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = Path, RedirectStandardOutput = true })!;
        var text = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        return text;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>How a run of scribe ended.</summary>
internal sealed record ScribeEnd(int ExitCode, string Output, string Errors);
