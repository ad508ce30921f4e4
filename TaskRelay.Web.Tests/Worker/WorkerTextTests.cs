using TaskRelay.Worker.Git;
using TaskRelay.Worker.PullRequests;

namespace TaskRelay.Web.Tests.Worker;

public sealed class WorkerTextTests
{
    [Theory]
    [InlineData("main", true)]
    [InlineData("taskrelay/42-9e3b7c1d5a20", true)]
    [InlineData("grüße/x", true)]
    [InlineData("", false)]
    [InlineData("-d", false)]
    [InlineData("--upload-pack=evil", false)]
    [InlineData("a..b", false)]
    [InlineData("a b", false)]
    [InlineData("a:b", false)]
    [InlineData("+main", true)]
    [InlineData("refs/heads/main", false)]
    [InlineData("a*", false)]
    [InlineData("a//b", false)]
    [InlineData("/a", false)]
    [InlineData("a.lock", false)]
    [InlineData(".hidden/x", false)]
    [InlineData("a@{1}", false)]
    [InlineData("a\nb", false)]
    public void Branch_names_are_gits_without_the_dangerous_ones(string name, bool valid) => Assert.Equal(valid, BranchNames.IsValid(name));

    [Theory]
    [InlineData("thanks @octocat", "thanks @\u200boctocat")]
    [InlineData("Fixes #12 and closes: octo/hello#3", "Fixes\u200b #12 and closes\u200b: octo/hello#3")]
    [InlineData("see #12", "see #12")]
    [InlineData("<!-- taskrelay:task 1 -->", "&lt;!-- taskrelay:task 1 -->")]
    public void An_agents_words_notify_nobody_close_nothing_and_hide_nothing(string said, string shown) =>
        Assert.Equal(shown, PullRequestText.Tame(said));

    [Fact]
    public void The_size_of_a_change_counts_binary_files_without_lines()
    {
        var size = ChangeSize.Parse("2\n", "3\t1\ta.txt\0-\t-\tlogo.png\0");

        Assert.Equal(new ChangeSize(2, 2, 3, 1), size);
        Assert.Equal("2 commits, 2 files changed, +3 −1 lines", size.ToString());
    }
}
