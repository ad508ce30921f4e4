using System.Text;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Tests.Relay;

/// <summary>A key that an agent was given is found nowhere else, however the agent spells it.</summary>
public sealed class SecretTests
{
    private const string Key = "sk-canary-7Qm2Zt9Lw4Xc8Vb1Nk6Rf3";

    [Fact]
    public async Task A_printed_key_is_in_no_log_store_comment_or_pull_request()
    {
        await using var world = await StartAsync();
        var issue = world.NewScript(
            "print-secret OPENAI_API_KEY raw\nprint-secret OPENAI_API_KEY base64\nprint-secret OPENAI_API_KEY hex\n"
            + "print-secret OPENAI_API_KEY split\nprint-env\nappend NOTES.md <<END\na line\nEND\nsummary The key is said above.");
        var task = await world.WaitForEndAsync(await world.CommentAsync(issue, "@taskrelay scribbler"));
        Assert.Equal(RelayTaskStatus.Succeeded, task.Status);
        await world.WaitAsync("the end on the issue", () => Task.FromResult(world.StatusComments(task).Count), count => count == 1);

        var said = string.Join('\n', world.GitHub.State.Comments(World.Repository, issue).Select(comment => comment.Body)
            .Concat(world.GitHub.State.PullRequests(World.Repository).Select(pull => pull.Body ?? "")));
        ExpectNoTrace("GitHub", Encoding.UTF8.GetBytes(said));
        ExpectNoTrace("the server's log", Encoding.UTF8.GetBytes(world.Relay.Output));
        foreach (var file in Directory.EnumerateFiles(world.Path("."), "taskrelay.db*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            ExpectNoTrace(file, await ReadSharedAsync(file));
        }

        Assert.True(await world.ReadAsync(context => Task.FromResult(
            context.Events.Any(line => line.TaskId == task.Id && line.Text.Contains("[redacted]")))));
    }

    [Fact]
    public async Task A_key_written_into_a_file_is_never_pushed()
    {
        await using var world = await StartAsync();
        var issue = world.NewScript("write-secret OPENAI_API_KEY settings.env");
        var task = await world.WaitForEndAsync(await world.CommentAsync(issue, "@taskrelay scribbler"));
        Assert.Equal((RelayTaskStatus.Failed, "secret_in_changes"), (task.Status, task.ErrorCode));
        Assert.DoesNotContain(task.Branch, world.GitHub.State.Branches(World.Repository).Keys);
        Assert.DoesNotContain(Key, task.ErrorMessage!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_of_the_servers_reaches_a_worker_or_its_agent()
    {
        await using var world = await StartAsync();
        var comment = await world.CommentAsync(world.NewScript("print-env\nwait-for GO"), "@taskrelay scribbler");
        var task = await world.WaitForTaskAsync(comment, row => row.ProgressPhase == "running_agent");
        var processes = Processes.WithEnvironment($"/{task.Id:N}/1");
        Assert.NotEmpty(processes);
        foreach (var pid in processes)
        {
            var seen = await File.ReadAllTextAsync($"/proc/{pid}/environ") + await File.ReadAllTextAsync($"/proc/{pid}/cmdline");
            Assert.DoesNotContain(world.GitHub.App.WebhookSecret, seen, StringComparison.Ordinal);
            Assert.DoesNotContain(world.GitHub.App.ClientSecret, seen, StringComparison.Ordinal);
            Assert.DoesNotContain("PRIVATE KEY", seen, StringComparison.Ordinal);
            Assert.DoesNotContain("trl_", seen, StringComparison.Ordinal);
            Assert.DoesNotContain("tra_", seen, StringComparison.Ordinal);
            Assert.DoesNotContain("ghs_", seen, StringComparison.Ordinal);
            Assert.DoesNotContain("fm2_", seen, StringComparison.Ordinal);
        }

        await world.LetGoAsync(task);
        Assert.Equal(RelayTaskStatus.Succeeded, (await world.WaitForEndAsync(comment)).Status);
    }

    /// <summary>Scribe under another name, with a provider and so with a key.</summary>
    private static Task<World> StartAsync() => World.StartAsync(new Dictionary<string, string>
    {
        ["Agents:scribbler:Command"] = "{worker}",
        ["Agents:scribbler:Arguments:0"] = "scribe",
        ["Agents:scribbler:Provider"] = "openai",
        ["Providers:Shared:OPENAI_API_KEY"] = Key,
        ["Fly:AppName"] = "relay-workers",
        ["Fly:ApiToken"] = "FlyV1 fm2_canary7Qm2Zt9Lw4Xc8Vb1Nk6Rf3",
    });

    private static void ExpectNoTrace(string where, ReadOnlySpan<byte> bytes)
    {
        var forms = new List<byte[]> { Encoding.UTF8.GetBytes(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Key))) };
        for (var start = 0; start + 10 <= Key.Length; start++)
        {
            forms.Add(Encoding.UTF8.GetBytes(Key[start..(start + 10)]));
        }

        for (var offset = 0; offset < 3; offset++)
        {
            var padded = Convert.ToBase64String(Encoding.UTF8.GetBytes(new string('x', offset) + Key));
            forms.Add(Encoding.UTF8.GetBytes(padded[4..^4]));
        }

        foreach (var form in forms)
        {
            Assert.True(bytes.IndexOf(form) < 0, $"{Encoding.UTF8.GetString(form)} stands in {where}.");
        }
    }

    private static async Task<byte[]> ReadSharedAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        await file.CopyToAsync(copy);
        return copy.ToArray();
    }
}
