using System.Reflection;
using TaskRelay.Contracts;
using TaskRelay.Web.Notifications;
using TaskRelay.Web.Queue;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Tests.Notifications;

public sealed class StatusComposerTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

    [Fact]
    public void A_queued_task_tells_its_place_and_why_it_waits()
    {
        var text = Compose(task => task.WaitReason = "2 tasks run already.", place: 3);

        Assert.Contains("number 3 in line", text, StringComparison.Ordinal);
        Assert.Contains("Waiting: 2 tasks run already.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_running_task_tells_its_phase()
    {
        var text = Compose(task => (task.Status, task.ProgressPhase) = (RelayTaskStatus.Running, "cloning"));

        Assert.Contains("cloning the repository", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_success_tells_pull_request_duration_tokens_cost_and_what_the_agent_says()
    {
        var text = Compose(task =>
        {
            task.Status = RelayTaskStatus.Succeeded;
            (task.PullRequestNumber, task.PullRequestUrl) = (7, "https://github.com/octo/hello/pull/7");
            (task.StartedAt, task.CompletedAt) = (Start, Start.AddSeconds(250));
            (task.InputTokens, task.OutputTokens, task.CostUsd) = (12_345, 678, 0.4249);
            task.Summary = "Fixed the test.";
        });

        Assert.Contains("[pull request #7](https://github.com/octo/hello/pull/7)", text, StringComparison.Ordinal);
        Assert.Contains("4 min 10 s · 12.3k tokens in, 678 out · $0.42", text, StringComparison.Ordinal);
        Assert.Contains("> Fixed the test.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("retry", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_success_on_a_pull_request_tells_the_commit_and_opens_none()
    {
        var text = Compose(task =>
        {
            (task.Status, task.OnPullRequest) = (RelayTaskStatus.Succeeded, true);
            (task.CommitSha, task.PullRequestUrl) = ("0123456789abcdef0123", "https://github.com/octo/hello/pull/1");
        });

        Assert.Contains("pushed `0123456789ab` to this pull request", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_success_without_a_change_says_so()
    {
        Assert.Contains("no change to make", Compose(task => task.Status = RelayTaskStatus.Succeeded), StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_tells_reason_remedy_branch_and_how_to_retry()
    {
        var text = Compose(task =>
        {
            task.Status = RelayTaskStatus.Failed;
            (task.ErrorCode, task.ErrorMessage, task.ErrorPhase) = ("push_refused", "GitHub refused .github/workflows/ci.yml.", "pushing");
            task.CommitSha = "abc";
        });

        Assert.Contains("**Failed** while pushing the branch", text, StringComparison.Ordinal);
        Assert.Contains("ci.yml", text, StringComparison.Ordinal);
        Assert.Contains("**What to do:** GitHub refused the push.", text, StringComparison.Ordinal);
        Assert.Contains("taskrelay/1-", text, StringComparison.Ordinal);
        Assert.Contains("`@taskrelay retry` tries again: 1 of 3 attempts are used.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void After_the_last_attempt_no_retry_is_offered()
    {
        var text = Compose(task => (task.Status, task.Attempt) = (RelayTaskStatus.Stopped, 3));

        Assert.DoesNotContain("`@taskrelay retry`", text, StringComparison.Ordinal);
        Assert.Contains("All 3 attempts are used", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_of_agents_pings_nobody_hides_nothing_forges_no_marker_and_loads_no_picture()
    {
        var text = Compose(task =>
        {
            task.Status = RelayTaskStatus.Failed;
            task.ErrorMessage = "@octocat look\n<!-- taskrelay:status:1 --> <img src=x>";
            task.Summary = "```\n@org/team <!-- hidden\n![x](https://evil.example/?s=1)\n\u202Eevil <details>\u0000";
        });

        Assert.DoesNotContain("@octocat", text, StringComparison.Ordinal);
        Assert.DoesNotContain("@org", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<!--", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<details", text, StringComparison.Ordinal);
        Assert.DoesNotContain("![", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', text);
        Assert.DoesNotContain('\0', text);
        Assert.Contains("task page", text.Split('\n')[^1], StringComparison.Ordinal);
        Assert.False(text.Split('\n')[^1].StartsWith('>'));
    }

    [Fact]
    public void A_secret_of_a_known_form_is_not_published()
    {
        const string Token = "ghp_0123456789abcdefghijABCDEFGHIJ456789";

        Assert.DoesNotContain(Token, Compose(task => (task.Status, task.Summary) = (RelayTaskStatus.Succeeded, $"used {Token}")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_stays_below_what_GitHub_takes_whatever_the_agent_says()
    {
        var text = Compose(task =>
        {
            task.Status = RelayTaskStatus.Failed;
            task.ErrorMessage = new string('<', 200_000) + "b";
            task.Summary = string.Concat(Enumerable.Repeat("\n\n😀@a", 100_000));
        });

        Assert.InRange(new Notice.Comment("<!-- m -->", text).Body.Length, 1_000, 60_000);
    }

    [Fact]
    public void Every_error_code_has_a_remedy()
    {
        var codes = new[] { typeof(ErrorCodes), typeof(AdmissionCodes) }
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!);

        Assert.Empty(codes.Except(Remedies.Codes));
        Assert.Equal(22, Remedies.Codes.Count);
    }

    [Theory]
    [InlineData("octocat", "@octocat:")]
    [InlineData("my_corp-user", "@my_corp-user:")]
    [InlineData("x](https://evil) @all", "`x](https://evil) @all`:")]
    public void A_mention_pings_the_login_and_nothing_else(string login, string start)
    {
        var text = StatusComposer.Mention(Facts(task => (task.Status, task.CreatedByLogin) = (RelayTaskStatus.Stopped, login), null));

        Assert.StartsWith(start, text, StringComparison.Ordinal);
    }

    private static string Compose(Action<RelayTask> change, int? place = null) => StatusComposer.Status(Facts(change, place));

    private static StatusFacts Facts(Action<RelayTask> change, int? place)
    {
        var id = Guid.CreateVersion7();
        var task = new RelayTask
        {
            Id = id,
            Source = TaskSource.Comment,
            Agent = "claude",
            RepositoryId = 9,
            RepositoryOwner = "octo",
            RepositoryName = "hello",
            IssueNumber = 1,
            IssueTitle = "T",
            Instructions = "fix",
            CreatedById = 1,
            CreatedByLogin = "octocat",
            MaxAttempts = 3,
            Runner = "local",
            CreatedAt = Start,
            QueuedAt = Start,
            Branch = RelayTask.BranchFor(1, id),
        };
        change(task);
        return new StatusFacts(task, place, new Uri($"https://relay.example/tasks/{id}"), "taskrelay");
    }
}
