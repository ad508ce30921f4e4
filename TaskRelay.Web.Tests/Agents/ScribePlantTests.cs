namespace TaskRelay.Web.Tests.Agents;

public sealed class ScribePlantTests : IDisposable
{
    private readonly ScribeFolder _folder = new();
    private readonly string _canary = Path.Combine(Path.GetTempPath(), "canary-" + Guid.NewGuid().ToString("n"));

    public ScribePlantTests() => Environment.SetEnvironmentVariable("SCRIBE_CANARY", _canary);

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("SCRIBE_CANARY", null);
        File.Delete(_canary);
        _folder.Dispose();
    }

    /// <summary>The plants must be real: a cage that holds against duds proves nothing.</summary>
    [Theory]
    [InlineData("fsmonitor", "git status")]
    [InlineData("filter", "echo x > new.txt; git add new.txt")]
    [InlineData("credential-helper", "printf 'protocol=http\\nhost=x\\n\\n' | git credential fill")]
    [InlineData("insteadof", "git ls-remote http://127.0.0.1:9/x")]
    [InlineData("proxy", "git ls-remote git://127.0.0.1/x")]
    [InlineData("hooks", "echo x > new.txt; git add new.txt; git -c user.name=t -c user.email=t@x commit -qm x")]
    [InlineData("nested-repo", "cd nested && git status; cd ../bare-repo && git status")]
    public async Task A_plant_runs_in_whoever_uses_git_there(string kind, string victim)
    {
        Assert.Equal(0, (await _folder.RunAsync("plant " + kind)).ExitCode);
        File.Delete(_canary);

        await _folder.RunAsync("run GIT_TERMINAL_PROMPT=0; export GIT_TERMINAL_PROMPT; " + victim);

        Assert.True(File.Exists(_canary), kind);
        Assert.Contains("uid=", File.ReadAllText(_canary), StringComparison.Ordinal);
        Assert.Contains("PATH=", File.ReadAllText(_canary), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_are_planted_at_once_and_leave_a_change_to_commit()
    {
        Assert.Equal(0, (await _folder.RunAsync("plant all")).ExitCode);
        Assert.True(_folder.Has("nested/nested.txt"));
        Assert.True(_folder.Has(".git/hooks/pre-push"));
    }
}
