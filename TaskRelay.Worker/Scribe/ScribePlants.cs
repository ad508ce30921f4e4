namespace TaskRelay.Worker.Scribe;

/// <summary>
/// Plants git configuration that would run a payload in whoever runs git in this clone. The payload appends who it is
/// and what it can see to the canary file: nothing of it may ever be written outside the cage.
/// </summary>
internal sealed class ScribePlants(string root, ScribeShell shell)
{
    private const string DefaultCanary = "/tmp/taskrelay-canary";
    private static readonly string[] Kinds = ["fsmonitor", "filter", "credential-helper", "insteadof", "proxy", "hooks", "nested-repo"];
    private static readonly string[] Hooks =
    [
        "applypatch-msg", "commit-msg", "fsmonitor-watchman", "post-checkout", "post-commit", "post-index-change", "post-merge",
        "post-update", "pre-auto-gc", "pre-commit", "pre-merge-commit", "pre-push", "pre-receive", "prepare-commit-msg",
        "proc-receive", "push-to-checkout", "reference-transaction", "sendemail-validate", "update",
    ];

    private static string Canary => Environment.GetEnvironmentVariable("SCRIBE_CANARY") is { Length: > 0 } path ? path : DefaultCanary;

    /// <summary>False where there is no such kind.</summary>
    public async Task<bool> PlantAsync(string kind, CancellationToken cancellationToken)
    {
        if (kind != "all" && !Kinds.Contains(kind)) return false;
        foreach (var one in kind == "all" ? Kinds : [kind]) await PlantOneAsync(Path.Combine(root, ".git"), one, cancellationToken);
        return true;
    }

    private async Task PlantOneAsync(string git, string kind, CancellationToken cancellationToken)
    {
        var payload = Payload(git, kind);
        switch (kind)
        {
            case "fsmonitor":
                Configure(git, "core", ("fsmonitor", payload));
                break;
            case "filter":
                File.AppendAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(git, "info")).FullName, "attributes"), "* filter=scribe diff=scribe merge=scribe\n");
                Configure(git, "filter \"scribe\"", ("clean", $"{payload}; cat"), ("smudge", $"{payload}; cat"));
                Configure(git, "diff \"scribe\"", ("textconv", payload), ("command", payload));
                break;
            case "credential-helper":
                Configure(git, "credential", ("helper", "!" + payload));
                Configure(git, "core", ("askPass", payload));
                break;
            case "insteadof":
                Configure(git, "protocol \"ext\"", ("allow", "always"));
                Configure(git, $"url \"ext::sh -c {payload} \"", ("insteadOf", "http://"), ("insteadOf", "https://"));
                break;
            case "proxy":
                // Port 9 discards: who asks through it gets no answer, and is seen to fail.
                Configure(git, "http", ("proxy", "http://127.0.0.1:9"), ("sslVerify", "false"));
                Configure(git, "core", ("gitProxy", payload), ("sshCommand", payload), ("editor", payload), ("pager", payload));
                break;
            case "hooks":
                var hooks = Directory.CreateDirectory(Path.Combine(git, "hooks")).FullName;
                foreach (var hook in Hooks) Executable(Path.Combine(hooks, hook), File.ReadAllText(payload));
                break;
            default:
                await PlantNestedAsync(cancellationToken);
                break;
        }
    }

    /// <summary>A repository with a commit inside the clone, and one without a work tree, which git would step into.</summary>
    private async Task PlantNestedAsync(CancellationToken cancellationToken)
    {
        var nested = Directory.CreateDirectory(Path.Combine(root, "nested")).FullName;
        await File.WriteAllTextAsync(Path.Combine(nested, "nested.txt"), "A repository in a repository.\n", cancellationToken);
        await shell.RunAsync("git", ["init", "--quiet", nested], cancellationToken);
        await shell.RunAsync("git", ["-C", nested, "add", "-A"], cancellationToken);
        // Dated, so that the same script gives the same changes.
        await shell.RunAsync("env", ["GIT_AUTHOR_DATE=2000-01-01T00:00:00Z", "GIT_COMMITTER_DATE=2000-01-01T00:00:00Z", "git", "-C", nested, "-c", "user.name=scribe", "-c", "user.email=scribe@localhost", "commit", "--quiet", "-m", "nested"], cancellationToken);
        var bare = Path.Combine(root, "bare-repo");
        await shell.RunAsync("git", ["init", "--quiet", "--bare", bare], cancellationToken);
        foreach (var git in new[] { Path.Combine(nested, ".git"), bare })
            foreach (var kind in new[] { "fsmonitor", "filter", "hooks" })
                await PlantOneAsync(git, kind, cancellationToken);
    }

    private static string Payload(string git, string kind)
    {
        var path = Path.Combine(git, $"scribe-{kind}.sh");
        Executable(path, $"#!/bin/sh\n{{ echo \"{kind} $(id) $(pwd)\"; env; }} >> '{Canary}' 2>/dev/null\nexit 0\n");
        return path;
    }

    private static void Configure(string git, string section, params (string Name, string Value)[] entries) =>
        File.AppendAllText(Path.Combine(git, "config"), $"[{section}]\n" + string.Concat(entries.Select(e => $"\t{e.Name} = \"{e.Value}\"\n")));

    private static void Executable(string path, string text)
    {
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
    }
}
