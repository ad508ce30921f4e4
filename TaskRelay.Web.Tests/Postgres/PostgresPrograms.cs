using System.Diagnostics;

namespace TaskRelay.Web.Tests.Postgres;

/// <summary>PostgreSQL's programs as this machine has them, run as somebody else where we are root: they refuse root.</summary>
internal sealed class PostgresPrograms
{
    private readonly string _folder;
    private readonly string? _user;

    private PostgresPrograms(string folder, string? user) => (_folder, _user) = (folder, user);

    /// <summary>On the PATH, or where Debian keeps them.</summary>
    public static PostgresPrograms Find()
    {
        const string debian = "/usr/lib/postgresql";
        var folder = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .Concat(Directory.Exists(debian)
                ? Directory.GetDirectories(debian).OrderByDescending(version => int.TryParse(Path.GetFileName(version), out var number) ? number : 0).Select(version => $"{version}/bin")
                : [])
            .FirstOrDefault(path => File.Exists(Path.Combine(path, "initdb")) && File.Exists(Path.Combine(path, "postgres")))
            ?? throw new FileNotFoundException("PostgreSQL is not installed (Debian: postgresql).");
        var users = File.ReadAllLines("/etc/passwd").Select(line => line.Split(':')[0]).ToList();
        return new PostgresPrograms(folder, Environment.IsPrivilegedProcess ? users.Contains("postgres") ? "postgres" : "nobody" : null);
    }

    /// <summary>Lets the other user at a folder.</summary>
    public async Task GiveAsync(string folder)
    {
        if (_user is not null)
        {
            using var chown = Process.Start("chown", ["-R", _user, folder]);
            await chown.WaitForExitAsync();
        }
    }

    /// <summary>Runs one to its end.</summary>
    public async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Start([Path.Combine(_folder, program), .. arguments], "/");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {await output}{await errors}");
    }

    /// <summary>Starts the server; it ends when its input does. Its log is in the folder.</summary>
    public Process Serve(string folder, string data, params string[] arguments) => Start(
        [
            "/bin/sh", "-c", "log=$1; shift; \"$@\" >\"$log\" 2>&1 </dev/null & server=$!; cat >/dev/null; kill -INT $server; wait $server", "sh",
            Path.Combine(folder, "log"), Path.Combine(_folder, "postgres"), "-D", data, .. arguments,
        ],
        folder);

    private Process Start(string[] command, string folder)
    {
        string[] whole = _user is null ? command : ["setpriv", $"--reuid={_user}", $"--regid={Group()}", "--clear-groups", .. command];
        var start = new ProcessStartInfo(whole[0], whole[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOME"] = folder;
        return Process.Start(start)!;
    }

    private string Group() => File.ReadAllLines("/etc/passwd").Select(line => line.Split(':')).First(fields => fields[0] == _user)[3];
}
