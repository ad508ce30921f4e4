using System.Diagnostics;
using TaskRelay.Contracts;
using TaskRelay.Simulator;
using TaskRelay.Simulator.State;

namespace TaskRelay.Web.Tests.Worker;

/// <summary>The real worker process between a server that speaks its protocol and a GitHub in a box.</summary>
internal sealed class WorkerRig : IAsyncDisposable
{
    public const string Repository = "acme/tools";
    public const string Branch = "taskrelay/1-9e3b7c1d5a20";
    public const string AgentKey = "sk-agent-7c5e0b1f9d8a4623b0aa";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("taskrelay-worker-test-");
    private readonly string _marker = $"test/{Guid.NewGuid():N}/1";
    private Process? _worker;

    private WorkerRig(SimulatorHost gitHub, ProtocolServer server) => (GitHub, Server) = (gitHub, server);

    public SimulatorHost GitHub { get; }

    public ProtocolServer Server { get; }

    /// <summary>A number of seconds that nobody else sleeps for.</summary>
    private string Nap { get; } = $"3{Random.Shared.Next(1_000_000, 9_999_999)}";

    public string WorkFolder => _folder.FullName;

    public string Token => Server.Job!.Token.Value;

    public int WorkerId => _worker!.Id;

    public string WorkerOutput { get; private set; } = "";

    public IReadOnlyList<SimulatedPullRequest> PullRequests => GitHub.State.PullRequests(Repository);

    /// <summary>A job whose agent is a shell script.</summary>
    public static async Task<WorkerRig> StartAsync(string script, Func<WorkerJob, WorkerJob>? change = null, IReadOnlyDictionary<string, string>? files = null)
    {
        var gitHub = await SimulatorHost.StartAsync(new SimulatorOptions { Seed = false });
        gitHub.State.AddUser("maintainer", "Mai Ntainer");
        gitHub.State.AddRepository(Repository, files ?? new Dictionary<string, string> { ["README.md"] = "# Tools\n" });
        var rig = new WorkerRig(gitHub, await ProtocolServer.StartAsync());
        var job = rig.NewJob(script);
        rig.Server.Job = change is null ? job : change(job);
        return rig;
    }

    /// <summary>Runs the worker to its report and its end.</summary>
    public async Task<CompletionReport> RunAsync(TimeSpan? within = null, Action<ProcessStartInfo>? change = null)
    {
        Launch(change: change);
        await WaitForExitAsync(within);
        return Server.Completion.IsCompletedSuccessfully
            ? await Server.Completion
            : throw new InvalidOperationException($"No report. Exit code {_worker!.ExitCode}.\n{WorkerOutput}\n{Server.Log}");
    }

    public void Launch(string ticket = ProtocolServer.Ticket, string? crashPoint = null, Action<ProcessStartInfo>? change = null)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment[WorkerEnvironment.Url] = Server.Url;
        start.Environment[WorkerEnvironment.WorkDirectory] = _folder.FullName;
        start.Environment[WorkerEnvironment.Marker] = _marker;
        start.Environment[WorkerEnvironment.CrashPoint] = crashPoint;
        change?.Invoke(start);
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "TaskRelay.Worker.dll"));
        _worker = Process.Start(start)!;
        _worker.StandardInput.WriteLine(ticket);
        _worker.StandardInput.Close();
        _worker.OutputDataReceived += (_, line) => WorkerOutput += line.Data + "\n";
        _worker.ErrorDataReceived += (_, line) => WorkerOutput += line.Data + "\n";
        _worker.BeginOutputReadLine();
        _worker.BeginErrorReadLine();
    }

    public async Task<int> WaitForExitAsync(TimeSpan? within = null)
    {
        using var patience = new CancellationTokenSource(within ?? TimeSpan.FromSeconds(180));
        try
        {
            await _worker!.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The worker is still running.\n{WorkerOutput}\n{Server.Log}");
        }
        return _worker.ExitCode;
    }

    /// <summary>Pids, the worker's own too, that carry this attempt's marker, or sleep for <c>{nap}</c> of the script.</summary>
    public IReadOnlyList<int> MarkedProcesses()
    {
        List<int> found = [];
        foreach (var pid in Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)))
        {
            try
            {
                if (File.ReadAllText($"/proc/{pid}/cmdline").Contains(Nap, StringComparison.Ordinal)
                    || File.ReadAllText($"/proc/{pid}/environ").Contains(_marker, StringComparison.Ordinal))
                {
                    found.Add(int.Parse(pid!));
                }
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // Ended meanwhile, or none of ours.
            }
        }
        return found;
    }

    /// <summary>Makes the job's token a dead one, as its hour's end would.</summary>
    public async Task RevokeTokenAsync()
    {
        using var http = new HttpClient { BaseAddress = GitHub.Url };
        http.DefaultRequestHeaders.Authorization = new("Bearer", Token);
        http.DefaultRequestHeaders.UserAgent.ParseAdd("tests");
        (await http.DeleteAsync("installation/token")).EnsureSuccessStatusCode();
    }

    /// <summary>Everything that was published: events, report, pull requests, branches' files are asked for by name.</summary>
    public async Task<string> PublishedAsync() =>
        string.Join('\n', Server.Log, await Server.Completion, string.Join('\n', PullRequests.Select(pull => $"{pull.Title}\n{pull.Body}")), WorkerOutput);

    public async ValueTask DisposeAsync()
    {
        if (_worker is { HasExited: false })
            _worker.Kill(entireProcessTree: true);
        _worker?.Dispose();
        await Server.DisposeAsync();
        await GitHub.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private WorkerJob NewJob(string script) => new()
    {
        TaskId = Guid.CreateVersion7(),
        Attempt = 1,
        Repository = new JobRepository("acme", "tools", Repository, $"{GitHub.Url}{Repository}"),
        CloneUrl = $"{GitHub.Url}{Repository}.git",
        ApiBaseUrl = GitHub.Url.ToString(),
        BaseBranch = null,
        Branch = Branch,
        Prompt = "Fix the flaky test",
        Agent = new JobAgent
        {
            Name = "script",
            Command = ["sh", "-c", script.Replace("{nap}", Nap, StringComparison.Ordinal)],
            Environment = new Dictionary<string, string> { ["AGENT_KEY"] = AgentKey },
            SecretNames = ["AGENT_KEY"],
            Output = "text",
            Network = false,
            HomeFiles = [],
            SetAside = [],
        },
        Limits = new JobLimits(TimeoutSeconds: 60, LogBytes: 1_000_000),
        Token = new JobToken(GitHub.State.CreateInstallationToken(Repository), DateTimeOffset.UtcNow.AddHours(1)),
        Commit = new JobCommit("Fix the flaky test", "taskrelay[bot]", "1+taskrelay[bot]@users.noreply.github.com", ["Co-authored-by: maintainer <2+maintainer@users.noreply.github.com>", "Task-Id: 0190"]),
        PullRequest = new JobPullRequest
        {
            Number = null,
            Title = "Fix the flaky test",
            Intro = "Requested by @maintainer\n\nCloses #1",
            Reviewer = "maintainer",
            Marker = "<!-- taskrelay:task 0190 -->",
        },
        Sandbox = "auto",
    };
}
