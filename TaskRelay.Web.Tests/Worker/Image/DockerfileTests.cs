using System.Text.Json;
using System.Text.RegularExpressions;

namespace TaskRelay.Web.Tests.Worker.Image;

/// <summary>
/// The worker's image without an engine: what its file names exists, and those of its steps that download nothing do
/// what they say.
/// </summary>
public sealed class DockerfileTests
{
    private static readonly IReadOnlyList<DockerStep> Steps = Dockerfile.Read();

    private static int Last => Steps[^1].Stage;

    [Fact]
    public void Every_base_image_is_of_a_named_version()
    {
        var bases = Steps.Where(step => step.Instruction == "FROM").Select(step => step.Text).ToList();
        Assert.Equal(3, bases.Count);
        Assert.All(bases, name => Assert.Matches(@"^[a-z0-9./-]+:[0-9]+\.[0-9]+[0-9.]*-[a-z-]+( AS [a-z]+)?$", name));
    }

    [Fact]
    public void Every_file_that_is_copied_in_is_there()
    {
        var copied = Steps.Where(step => step.Instruction == "COPY" && !step.Text.StartsWith("--from", StringComparison.Ordinal))
            .SelectMany(step => step.Text.Split(' ')[..^1]).ToList();
        Assert.NotEmpty(copied);
        var ignored = File.ReadAllLines(Path.Combine(Dockerfile.Root, ".dockerignore"));
        Assert.All(copied, path =>
        {
            Assert.True(Path.Exists(Path.Combine(Dockerfile.Root, path)), $"{path} does not exist.");
            Assert.Contains($"!{path.TrimEnd('/')}", ignored);
        });
    }

    [Fact]
    public void What_is_taken_from_a_stage_is_made_there()
    {
        var copies = Steps.Where(step => step.Instruction == "COPY" && step.Text.StartsWith("--from", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(copies);
        Assert.All(copies, copy =>
        {
            var (stage, path) = (copy.Text.Split(' ')[0]["--from=".Length..], copy.Text.Split(' ')[1]);
            var made = Steps.Single(step => step.Instruction == "FROM" && step.Text.EndsWith($" AS {stage}", StringComparison.Ordinal)).Stage;
            var folder = path.Split('/')[1] is "opt" ? "/opt/agents" : path;
            Assert.True(
                path == "/usr/local/bin/node" || Steps.Any(step => step.Stage == made && step.Text.Contains(folder, StringComparison.Ordinal)),
                $"Nothing makes {path} in {stage}.");
        });
    }

    [Fact]
    public void The_agents_are_those_of_the_lock_file_and_each_has_its_command()
    {
        using var package = JsonDocument.Parse(File.ReadAllText(Path.Combine(Dockerfile.Root, "tools", "agents", "package.json")));
        var pinned = package.RootElement.GetProperty("dependencies").EnumerateObject().ToDictionary(one => one.Name, one => one.Value.GetString()!);
        Assert.All(pinned.Values, version => Assert.Matches("^[0-9]+[.][0-9]+[.][0-9]+$", version));
        // The file itself names no version, so none can differ.
        Assert.DoesNotContain(Steps, step => step.Instruction == "RUN" && Regex.IsMatch(step.Text, "npm (i|ci|install) "));
        Assert.Contains(Steps, step => step.Text.StartsWith("bash /tools/agents/install.sh /opt/agents", StringComparison.Ordinal));
        var names = pinned.Keys.Select(name => name switch
        {
            "@anthropic-ai/claude-code" => "claude",
            "@openai/codex" => "codex",
            "@google/gemini-cli" => "gemini",
            "opencode-ai" => "opencode",
            _ => name,
        });
        Assert.Equal(names.Order(), Linked().Order());
    }

    [Fact]
    public async Task Its_users_folders_and_commands_are_as_the_cage_needs_them()
    {
        using var root = new ImageRoot();
        foreach (var step in Steps.Where(step => step.Stage == Last && step.Instruction == "RUN" && !step.Text.StartsWith("apt-get", StringComparison.Ordinal)))
        {
            var (code, said) = await root.RunAsync(["/bin/sh", "-c", step.Text]);
            Assert.True(code == 0, $"{step.Text}: {said}");
        }

        Assert.Equal(
            "agent:x:1000:1000::/nonexistent:/usr/sbin/nologin",
            Assert.Single(await File.ReadAllLinesAsync(root.At("etc/passwd")), line => line.Split(':')[2] == "1000"));
        Assert.Equal("agent", Assert.Single(await File.ReadAllLinesAsync(root.At("etc/group")), line => line.Split(':')[2] == "1000").Split(':')[0]);
        // The agent's user passes through to its workspace and reads nothing on the way.
        Assert.Equal("711", Convert.ToString((int)File.GetUnixFileMode(root.At("work")), 8));
        Assert.All(Linked(), name => Assert.Equal(
            $"/opt/agents/node_modules/.bin/{name}", new FileInfo(root.At($"local-bin/{name}")).LinkTarget));
        Assert.DoesNotContain(Steps, step => step.Instruction == "USER");
    }

    [Fact]
    public async Task Its_entry_point_is_the_worker_which_does_nothing_without_a_ticket()
    {
        using var root = new ImageRoot();
        var entry = JsonSerializer.Deserialize<string[]>(Steps.Single(step => step.Instruction == "ENTRYPOINT").Text)!;
        Assert.Equal("dotnet", entry[0]);
        Assert.Equal("/opt/taskrelay/worker/TaskRelay.Worker.dll", entry[1]);
        Assert.Contains(Steps, step => step is { Instruction: "COPY", Text: "--from=build /worker /opt/taskrelay/worker" });
        var dotnet = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../.."));
        var worker = Path.Combine(AppContext.BaseDirectory, "worker");
        var (code, said) = await root.RunAsync(
            [$"{dotnet}/dotnet", .. entry[1..]], "--ro-bind", worker, "/opt/taskrelay/worker", "--ro-bind", dotnet, dotnet);
        Assert.True(code == 64, $"{code}: {said}");
        Assert.Contains("No ticket", said, StringComparison.Ordinal);
    }

    [Fact]
    public void It_holds_no_secret() => Assert.DoesNotContain(Steps, step =>
        step.Instruction is "ENV" or "ARG" && Regex.IsMatch(step.Text, "TOKEN|SECRET|PASSWORD|_KEY|TICKET", RegexOptions.IgnoreCase));

    [Fact]
    public void What_the_cage_is_made_of_is_installed()
    {
        var install = Steps.Single(step => step.Stage == Last && step.Text.StartsWith("apt-get", StringComparison.Ordinal)).Text;
        Assert.All(["bubblewrap", "git", "ca-certificates", "util-linux"], name => Assert.Contains($" {name} ", install, StringComparison.Ordinal));
        Assert.Contains("--no-install-recommends", install, StringComparison.Ordinal);
    }

    private static string[] Linked() =>
        Regex.Match(Steps.Single(step => step.Text.Contains("ln -s", StringComparison.Ordinal)).Text, "for name in ([a-z ]+);").Groups[1].Value.Split(' ');
}
