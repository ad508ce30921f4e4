using TaskRelay.Simulator.Faults;

namespace TaskRelay.Web.Tests.Simulator;

public sealed class GitHttpTests : SimulatorTestBase, IDisposable
{
    private readonly GitCommand _git = new();

    public void Dispose() => _git.Dispose();

    [Fact]
    public async Task Anybody_clones_what_is_public_and_nobody_pushes_without_a_token()
    {
        await _git.CloneAsync(Host);
        await _git.CommitAsync("change", "a.txt", "a");

        var (code, output) = await _git.RunAsync(null, "push", "origin", "change");

        Assert.NotEqual(0, code);
        Assert.Contains("could not read Username", output);
        Assert.Equal(["main"], Host.State.Branches(Hello).Keys);
    }

    [Fact]
    public async Task A_private_repository_needs_a_token_that_reaches_it()
    {
        Host.State.SetPrivate(Hello);
        Host.State.AddRepository("octo/other", isPrivate: true);

        Assert.NotEqual(0, (await _git.RunAsync(null, "clone", $"{Host.Url}octo/hello.git", "none")).ExitCode);
        Assert.NotEqual(0, (await _git.RunAsync("nonsense", "clone", $"{Host.Url}octo/hello.git", "bad")).ExitCode);
        var (_, output) = await _git.RunAsync(Host.State.CreateInstallationToken("octo/other"), "clone", $"{Host.Url}octo/hello.git", "other");
        Assert.Contains("Repository not found.", output);
        await _git.CloneAsync(Host, Host.State.CreateInstallationToken(Hello));
    }

    [Fact]
    public async Task A_push_needs_contents_write()
    {
        await _git.CloneAsync(Host);
        await _git.CommitAsync("change", "a.txt", "a");
        var read = Host.State.CreateInstallationToken(Hello, new Dictionary<string, string> { ["contents"] = "read" });

        var (code, output) = await _git.RunAsync(read, "push", "origin", "change");
        Assert.NotEqual(0, code);
        Assert.Contains("403", output);
        Assert.NotEqual(0, (await _git.RunAsync(Host.State.User("reader").Token, "push", "origin", "change")).ExitCode);

        await _git.DoAsync(Host.State.CreateInstallationToken(Hello), "push", "origin", "change");
        Assert.Equal("a", Host.State.ReadFile(Hello, "change", "a.txt"));
    }

    [Fact]
    public async Task A_token_that_has_expired_pushes_nothing()
    {
        await _git.CloneAsync(Host);
        await _git.CommitAsync("change", "a.txt", "a");
        var token = Host.State.CreateInstallationToken(Hello);
        Time.Advance(TimeSpan.FromHours(2));

        Assert.NotEqual(0, (await _git.RunAsync(token, "push", "origin", "change")).ExitCode);
    }

    [Fact]
    public async Task Workflow_files_are_refused_one_by_one_in_GitHubs_words()
    {
        await _git.CloneAsync(Host);
        await _git.CommitAsync("change", ".github/workflows/a.yml", "a");
        await _git.CommitAsync("change", ".github/workflows/b.yml", "b");
        await _git.CommitAsync("change", "src/c.txt", "c");

        var (code, output) = await _git.RunAsync(Host.State.CreateInstallationToken(Hello), "push", "origin", "change");

        Assert.NotEqual(0, code);
        foreach (var file in new[] { "a.yml", "b.yml" })
            Assert.Contains($"refusing to allow a GitHub App to create or update workflow `.github/workflows/{file}` without `workflows` permission", output);
        Assert.Contains("[remote rejected] change -> change (refusing to allow a GitHub App to create or update workflow `.github/workflows/a.yml` without `workflows` permission)", output);
        Assert.DoesNotContain("c.txt", output);
        Assert.Equal(["main"], Host.State.Branches(Hello).Keys);
        await _git.DoAsync(Host.State.User("writer").Token, "push", "origin", "change");
    }

    [Fact]
    public async Task A_large_push_is_streamed_in_chunks()
    {
        await _git.CloneAsync(Host);
        var noise = new byte[5_000_000];
        new Random(7).NextBytes(noise);
        await _git.CommitAsync("large", "noise.txt", Convert.ToBase64String(noise));

        await _git.DoAsync(Host.State.CreateInstallationToken(Hello), "push", "--quiet", "origin", "large");

        Assert.Equal(Convert.ToBase64String(noise), Host.State.ReadFile(Hello, "large", "noise.txt"));
    }

    [Fact]
    public async Task An_open_pull_request_follows_its_branch()
    {
        await _git.CloneAsync(Host);
        await _git.CommitAsync("change", "a.txt", "a");
        var token = Host.State.CreateInstallationToken(Hello);
        await _git.DoAsync(token, "push", "origin", "change");
        await Host.Octokit(token).PullRequest.Create("octo", "hello", new Octokit.NewPullRequest("x", "change", "main"));
        var before = Host.State.PullRequests(Hello)[0].HeadSha;

        await _git.CommitAsync("change", "b.txt", "b");
        await _git.DoAsync(token, "push", "origin", "change");

        Assert.NotEqual(before, Host.State.PullRequests(Hello)[0].HeadSha);
        Assert.Equal(Host.State.Branches(Hello)["change"], Host.State.PullRequests(Hello)[0].HeadSha);
    }

    [Fact]
    public async Task A_pull_request_is_closed_when_its_branch_is_deleted()
    {
        Host.State.Commit(Hello, "change", new Dictionary<string, string?> { ["a.txt"] = "a" }, "Change", "writer");
        var token = Host.State.CreateInstallationToken(Hello);
        await Host.Octokit(token).PullRequest.Create("octo", "hello", new Octokit.NewPullRequest("x", "change", "main"));
        await _git.CloneAsync(Host);

        await _git.DoAsync(token, "push", "origin", "--delete", "change");

        Assert.Equal("closed", Host.State.PullRequests(Hello)[0].State);
    }

    [Fact]
    public async Task A_push_that_is_not_fast_forward_is_refused_by_git_itself()
    {
        await _git.CloneAsync(Host);
        await _git.CommitAsync("main", "a.txt", "a");
        Host.State.Commit(Hello, "main", new Dictionary<string, string?> { ["b.txt"] = "b" }, "Other", "maintainer");

        var (code, output) = await _git.RunAsync(Host.State.CreateInstallationToken(Hello), "push", "origin", "main");

        Assert.NotEqual(0, code);
        Assert.Contains("[rejected]", output);
    }

    [Fact]
    public async Task Faults_meet_git_too()
    {
        Host.Faults.Add(Fault.ServerError("/info/refs$", 502));
        Assert.NotEqual(0, (await _git.RunAsync(null, "clone", $"{Host.Url}octo/hello.git", "clone")).ExitCode);
        await _git.CloneAsync(Host);

        await _git.CommitAsync("change", "a.txt", "a");
        Host.Faults.Add(Fault.LostAnswer("POST", "/git-receive-pack$"));
        Assert.NotEqual(0, (await _git.RunAsync(Host.State.CreateInstallationToken(Hello), "push", "origin", "change")).ExitCode);
        Assert.Contains("change", Host.State.Branches(Hello).Keys);
    }
}
