using System.Diagnostics;
using TaskRelay.Web.Commands;

namespace TaskRelay.Web.Tests.Commands;

public sealed class BranchNameTests
{
    public static TheoryData<string> Good() =>
    [
        "main", "feature/x", "release/1.0", "a.b", "a-b", "a@b", "@a", "a{b}", "a@", "ünïcode", "分支", "refs/heads/main", "a.lock.b",
        "a-", "x/-y", "a,b", "a;b", "$(id)", "a'b", "a\"b", "head", "!", "#1",
    ];

    public static TheoryData<string> Bad() =>
    [
        "-x", "--upload-pack=x", "a..b", "..", "../../etc", ".a", "a/.b", "a.", "a.lock", "a.lock/b", "a/b.lock", "/a", "a/", "a//b", "@",
        "a@{b", "a b", "a~b", "a^b", "a:b", "a?b", "a*b", "a[b", "a\\b", "a\tb", "a\u007Fb", "a\nb", "a\u0001b", "HEAD",
    ];

    [Theory]
    [MemberData(nameof(Good))]
    public void A_name_that_git_takes_is_valid(string name)
    {
        Assert.True(BranchName.IsValid(name));
        Assert.Equal(0, CheckRefFormat(name));
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_name_that_git_refuses_is_invalid(string name)
    {
        Assert.False(BranchName.IsValid(name));
        // To git these two name what is checked out, and only making a branch of that name is refused.
        if (name is not ("HEAD" or "@"))
            Assert.NotEqual(0, CheckRefFormat(name));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a\u200Bb")]
    [InlineData("a\u202Eb")]
    [InlineData("a\u00A0b")]
    [InlineData("a\0b")]
    public void A_name_that_nobody_can_read_is_invalid(string? name) => Assert.False(BranchName.IsValid(name));

    [Fact]
    public void A_lone_surrogate_is_invalid() => Assert.False(BranchName.IsValid("a\uD800b"));

    [Fact]
    public void A_name_too_long_for_a_file_is_invalid()
    {
        Assert.True(BranchName.IsValid(new('a', 250)));
        Assert.False(BranchName.IsValid(new('a', 251)));
        Assert.False(BranchName.IsValid(new('é', 126)));
    }

    private static int CheckRefFormat(string name)
    {
        // The temporary folder is no repository: nothing there can be meant by a name.
        using var git = Process.Start(new ProcessStartInfo("git", ["check-ref-format", "--branch", name])
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        git.WaitForExit();
        return git.ExitCode;
    }
}
