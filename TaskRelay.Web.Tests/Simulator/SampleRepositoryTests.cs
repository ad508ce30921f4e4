using System.Text.RegularExpressions;

namespace TaskRelay.Web.Tests.Simulator;

public sealed class SampleRepositoryTests : SimulatorTestBase, IDisposable
{
    private readonly GitCommand _git = new();

    public void Dispose() => _git.Dispose();

    [Fact]
    public async Task Its_tests_fail_as_the_first_issue_says()
    {
        await _git.CloneAsync(Host);
        var (code, output) = await GitCommand.ProcessAsync("sh", ["./test.sh"], _git.Clone);
        Assert.Equal(1, code);
        Assert.Contains("expected 'Hello, world!', got 'Helo, world!'", output);
        Assert.Contains("2 passed, 2 failed", output);
    }

    [Theory]
    [InlineData(1, "5 passed, 0 failed", "src/greet.sh tests/greet_test.sh")]
    [InlineData(2, "4 passed, 0 failed", "README.md src/words.sh tests/words_test.sh")]
    public async Task An_issues_script_mends_what_the_issue_tells(int issue, string summary, string changed)
    {
        await _git.CloneAsync(Host);

        var output = await FollowAsync(Host.State.FindIssue(Hello, issue)!.Body!);

        Assert.Contains(summary, output);
        await _git.DoAsync(null, "add", "--all");
        Assert.Equal(changed.Split(' '), (await _git.DoAsync(null, "diff", "--cached", "--name-only")).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void The_third_issue_has_no_script() => Assert.DoesNotContain("```scribe", Host.State.FindIssue(Hello, 3)!.Body);

    /// <summary>Follows the few commands that the sample uses; answers what its last command printed.</summary>
    private async Task<string> FollowAsync(string body)
    {
        var script = Regex.Match(body, "```scribe\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;
        var lines = new Queue<string>(script.Split('\n', StringSplitOptions.None));
        var output = "";
        while (lines.TryDequeue(out var line))
        {
            switch (line.Split(' ', 3))
            {
                case ["run", var program, .. var arguments]:
                    (_, output) = await GitCommand.ProcessAsync("sh", ["-c", $"{program} {string.Join(' ', arguments)}"], _git.Clone);
                    break;
                case [("write" or "append") and var verb, var path, "<<END"]:
                    List<string> text = [];
                    while (lines.Dequeue() is var one && one != "END")
                        text.Add(one + "\n");
                    var file = Path.Combine(_git.Clone, path);
                    await (verb == "write" ? File.WriteAllTextAsync(file, string.Concat(text), Cancelled) : File.AppendAllTextAsync(file, string.Concat(text), Cancelled));
                    break;
                case ["say" or "commit" or "summary", ..] or [""]:
                    break;
                default:
                    Assert.Fail($"Not a command of scribe: {line}");
                    break;
            }
        }
        return output;
    }
}
