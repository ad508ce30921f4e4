using TaskRelay.Worker.Processes;

namespace TaskRelay.Worker.Git;

/// <summary>
/// git outside the cage, on a bare repository that only this worker has written. No configuration but the one given here
/// counts, no hook runs, and the token is nowhere but in the environment of the one process that talks to the remote.
/// </summary>
internal sealed class CleanGit(string repository, Uri remote)
{
    private const string TokenVariable = "TASKRELAY_GIT_TOKEN";

    // sh's own printf: the token is on no command line. Asked for anything but "get", it says nothing.
    private const string CredentialHelper =
        "!f() { test \"$1\" = get && printf 'username=x-access-token\\npassword=%s\\n' \"$" + TokenVariable + "\"; }; f";

    private static readonly string[] Always =
    [
        "core.hooksPath=/dev/null", "core.fsmonitor=false", "core.askPass=", "gc.auto=0", "maintenance.auto=false",
        "protocol.allow=never", "protocol.http.allow=always", "protocol.https.allow=always",
        "fetch.recurseSubmodules=false", "push.recurseSubmodules=no", "push.gpgSign=false", "push.followTags=false",
        "transfer.fsckObjects=true", "http.lowSpeedLimit=1000", "http.lowSpeedTime=60", "credential.helper=",
        // Sloppiness of old clients that stands for ever in good histories; the dangerous kinds stay errors.
        "fetch.fsck.zeroPaddedFilemode=ignore", "fetch.fsck.missingSpaceBeforeDate=ignore", "fetch.fsck.badTimezone=ignore",
        "fetch.fsck.missingEmail=ignore", "fetch.fsck.missingNameBeforeEmail=ignore", "fetch.fsck.missingSpaceBeforeEmail=ignore",
        "fetch.fsck.badName=ignore", "fetch.fsck.badEmail=ignore", "fetch.fsck.missingTaggerEntry=ignore",
    ];

    private static readonly string[] HandedOn =
        ["https_proxy", "HTTPS_PROXY", "http_proxy", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR", "GIT_SSL_CAINFO"];

    public string Repository => repository;

    public string RemoteUrl => remote.AbsoluteUri;

    /// <summary>A command on the repository alone.</summary>
    public Task<ProcessResult> LocalAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken, Func<Stream, CancellationToken, Task>? input = null, Func<Stream, CancellationToken, Task>? output = null) =>
        ProcessRunner.RunAsync(Spec(arguments, token: null), TimeSpan.FromMinutes(10), input, output, cancellationToken);

    /// <summary>A command that talks to the remote.</summary>
    public Task<ProcessResult> RemoteAsync(IReadOnlyList<string> arguments, string token, CancellationToken cancellationToken) =>
        ProcessRunner.RunAsync(Spec(arguments, token), TimeSpan.FromMinutes(30), cancellationToken: cancellationToken);

    private ProcessSpec Spec(IReadOnlyList<string> arguments, string? token)
    {
        var all = new List<string> { $"--git-dir={repository}" };
        foreach (var setting in Always)
            all.AddRange(["-c", setting]);
        var environment = new Dictionary<string, string>
        {
            ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin",
            ["HOME"] = "/nonexistent",
            ["LC_ALL"] = "C",
            ["GIT_CONFIG_NOSYSTEM"] = "1",
            ["GIT_CONFIG_GLOBAL"] = "/dev/null",
            ["GIT_TERMINAL_PROMPT"] = "0",
            ["GIT_NO_REPLACE_OBJECTS"] = "1",
            ["GIT_CEILING_DIRECTORIES"] = Path.GetDirectoryName(repository)!,
        };
        if (token is not null)
        {
            // For this host only: a redirect to another one gets nothing.
            all.AddRange(["-c", $"credential.{remote.GetLeftPart(UriPartial.Authority)}.helper={CredentialHelper}"]);
            environment[TokenVariable] = token;
            foreach (var name in HandedOn)
            {
                if (!remote.IsLoopback && Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
                    environment[name] = value;
            }
        }
        return new ProcessSpec(Programs.Require("git"), [.. all, .. arguments], environment, Path.GetDirectoryName(repository)!);
    }
}
