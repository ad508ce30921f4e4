using System.Diagnostics;

namespace TaskRelay.Web.Tests.Worker.Image;

/// <summary>A root like the image's, made of this machine's system: what its own steps write is its own.</summary>
internal sealed class ImageRoot : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("taskrelay-image-");

    public ImageRoot()
    {
        foreach (var folder in new[] { "etc", "opt/agents", "opt/taskrelay/worker", "tmp", "local-bin", "dev", "proc", "usr", "var/lib" })
        {
            Directory.CreateDirectory(At(folder));
        }

        foreach (var name in new[] { "bin", "sbin", "lib", "lib64" })
        {
            File.CreateSymbolicLink(At(name), $"usr/{name}");
        }

        // Somebody has the agent's id already, as in some base images.
        File.WriteAllText(At("etc/passwd"), "root:x:0:0:root:/root:/bin/sh\nubuntu:x:1000:1000::/home/ubuntu:/bin/bash\n");
        File.WriteAllText(At("etc/group"), "root:x:0:\nubuntu:x:1000:\n");
        File.WriteAllText(At("etc/shadow"), "root:*:1:0:99999:7:::\nubuntu:*:1:0:99999:7:::\n");
        File.WriteAllText(At("etc/gshadow"), "root:*::\nubuntu:!::\n");
        foreach (var name in new[] { "login.defs", "nsswitch.conf", "ld.so.cache", "pam.d" }.Where(name => Path.Exists($"/etc/{name}")))
        {
            if (Directory.Exists($"/etc/{name}"))
            {
                Directory.CreateDirectory(At($"etc/{name}"));
            }
            else
            {
                File.Copy($"/etc/{name}", At($"etc/{name}"));
            }
        }
    }

    public string At(string path) => Path.Combine(_root.FullName, path);

    /// <summary>Runs a command as the image's root; returns its exit code and what it said.</summary>
    public async Task<(int Code, string Said)> RunAsync(IReadOnlyList<string> command, params IReadOnlyList<string> mounts)
    {
        var start = new ProcessStartInfo("bwrap") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        string[] options =
        [
            "--bind", _root.FullName, "/", "--ro-bind", "/usr", "/usr", "--bind", At("local-bin"), "/usr/local/bin", "--proc", "/proc", "--dev", "/dev",
            "--die-with-parent", "--clearenv", "--setenv", "PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", .. mounts, "--", .. command,
        ];
        foreach (var option in options)
        {
            start.ArgumentList.Add(option);
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, said + await errors);
    }

    public void Dispose() => _root.Delete(recursive: true);
}
