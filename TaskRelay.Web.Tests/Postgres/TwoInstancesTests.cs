using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TaskRelay.Simulator.State;
using TaskRelay.Web.Data;
using TaskRelay.Web.Data.Sharing;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Queue;
using TaskRelay.Web.Runners;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tests.Auth;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Postgres;

/// <summary>Two instances on one database: each sees what the other does, and nothing is done twice.</summary>
public sealed class TwoInstancesTests(TwoInstancesTests.Pair pair) : IClassFixture<TwoInstancesTests.Pair>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Instances _instances = pair.Instances;

    private RelayHost First => _instances.First;

    private RelayHost Second => _instances.Second;

    [Fact]
    public async Task A_session_of_one_is_valid_on_the_other_and_ends_on_both()
    {
        using var browser = await Instances.SignInAsync(First, "writer");
        using var other = new TestBrowser(Second.Client.BaseAddress!);
        other.Cookies["taskrelay"] = browser.Cookies["taskrelay"];
        using (var seen = await other.GetAsync("/api/tasks"))
        {
            Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
        }

        using (await other.SendAsync(HttpMethod.Post, "/api/auth/logout"))
        {
            await Problems.ExpectAsync(await browser.GetAsync("/api/tasks"), 401, "not_signed_in");
        }
    }

    [Fact]
    public async Task A_change_on_one_is_a_hint_on_the_other()
    {
        using var hints = Second.Services.GetRequiredService<TaskChanges>().Subscribe();
        var comment = await _instances.CommentAsync("@taskrelay scribe");
        var id = JsonDocument.Parse((await comment.Delivery!.Completion).ResponseBody!).RootElement.GetProperty("taskId").GetGuid();
        while (await hints.Hints.ReadAsync().AsTask().WaitAsync(Patience) != id)
        {
        }

        // The change comes first, the hint after it.
        Assert.NotNull(await Second.ReadAsync(db => db.Tasks.FirstOrDefaultAsync(task => task.Id == id)));
    }

    [Fact]
    public async Task Loops_of_the_other_are_woken_and_a_stored_App_is_taken_over()
    {
        var woken = Second.Services.GetRequiredService<Announcements>();
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        woken.Listen(topic =>
        {
            if (topic == OtherInstances.Woken(First.Services.GetRequiredService<StopSignal>()))
            {
                heard.TrySetResult();
            }
        });
        await First.Services.GetRequiredService<IWriteGate>().WriteAsync(
            (scope, _) =>
            {
                First.Services.GetRequiredService<StopSignal>().SetAfterCommit(scope);
                return Task.CompletedTask;
            },
            CancellationToken.None);
        await heard.Task.WaitAsync(Patience);

        var secrets = Second.Services.GetRequiredService<GitHubAppSource>();
        await First.Services.GetRequiredService<GitHubAppSource>().SaveAsync(new GitHubAppChange { PreviousWebhookSecret = "an older one" }, CancellationToken.None);
        await Instances.WaitAsync("the stored secret", () => Task.FromResult(secrets.Current.WebhookSecrets.Count == 2));
    }

    [Fact]
    public async Task Every_command_is_told_once_though_both_send()
    {
        var comments = new List<PostedComment>();
        for (var issue = 1; issue <= 2; issue++)
        {
            comments.Add(await _instances.CommentAsync("@taskrelay scribe do it", issue));
            comments.Add(await _instances.CommentAsync("@taskrelay status", issue));
        }

        await _instances.SettleAsync();
        foreach (var comment in comments)
        {
            var reactions = _instances.GitHub.State.Reactions(_instances.GitHub.State.FindComment(comment.Comment.Id)!);
            Assert.Single(reactions, reaction => reaction.Content == "eyes");
        }

        var posted = _instances.GitHub.Ledger.Entries.Where(entry => entry.Method == "POST" && entry.Path.EndsWith("/comments", StringComparison.Ordinal)).ToList();
        var own = _instances.GitHub.State.Comments(Instances.Repository, 1).Concat(_instances.GitHub.State.Comments(Instances.Repository, 2)).Count(comment => comment.ByApp);
        Assert.Equal(await First.ReadAsync(db => db.Outbox.CountAsync(row => row.RemoteId != null && row.Kind != Web.Tasks.Outbox.OutboxKind.Reaction)), own);
        Assert.Equal(own, posted.Count);
    }

    [Fact]
    public async Task A_turn_belongs_to_one_until_it_is_given_back()
    {
        var (mine, theirs) = (First.Services.GetRequiredService<ITurns>(), Second.Services.GetRequiredService<ITurns>());
        var taken = await Task.WhenAll(Take(mine), Take(theirs), Take(mine), Take(theirs));
        Assert.Equal(2, taken.Count(won => won));
        var (holder, other) = taken[0] ? (mine, theirs) : (theirs, mine);
        Assert.False(await Take(other));
        await other.GiveBackAsync("trial", CancellationToken.None);
        Assert.True(await Take(holder));
        await holder.GiveBackAsync("trial", CancellationToken.None);
        Assert.True(await Take(other));

        static Task<bool> Take(ITurns turns) => turns.TryTakeAsync("trial", TimeSpan.FromMinutes(5), CancellationToken.None);
    }

    [Fact]
    public async Task Both_together_start_no_more_than_one_may()
    {
        for (var trial = 0; trial < 10; trial++)
        {
            var tasks = new[] { await AdmittedAsync(First, issue: 100 + trial), await AdmittedAsync(First, issue: 200 + trial) };
            var claims = new[] { Line(First, tasks[0]), Line(Second, tasks[1]) };
            using var barrier = new Barrier(2);
            var started = await Task.WhenAll(claims.Select(claim => Task.Run(() =>
            {
                barrier.SignalAndWait();
                return claim();
            })));
            Assert.Single(started, ticket => ticket);
            await ClearAsync();
        }

        Func<Task<bool>> Line(RelayHost relay, RelayTask task)
        {
            // As the launcher does it, under a limit of one.
            var limits = new Limits(new QueueLimits { MaxRunning = 1 });
            var line = new LaunchLine(relay.Services.GetRequiredService<IPeers>(), limits);
            return () => relay.Services.GetRequiredService<IWriteGate>().WriteAsync(
                async (scope, token) => await line.MayStartAsync(scope.Db, task.Id, token)
                    && await relay.Services.GetRequiredService<TaskGate>().MoveAsync(
                        scope, new TaskMove { TaskId = task.Id, Attempt = 1, From = [RelayTaskStatus.Queued], To = RelayTaskStatus.Running, Reason = "tried" }, token) is MoveResult.Moved,
                CancellationToken.None);
        }
    }

    [Fact]
    public async Task Each_sees_that_the_other_lives()
    {
        Assert.True(await First.Services.GetRequiredService<IPeers>().AreThereAsync(CancellationToken.None));
        Assert.True(await Second.Services.GetRequiredService<IPeers>().AreThereAsync(CancellationToken.None));
        Assert.Equal(First.Services.GetRequiredService<InstanceIdentity>().Id, Second.Services.GetRequiredService<InstanceIdentity>().Id);
        Assert.NotEqual(First.Services.GetRequiredService<InstanceIdentity>().Node, Second.Services.GetRequiredService<InstanceIdentity>().Node);
    }

    [Fact]
    public async Task Anothers_attempt_is_left_to_it_until_it_is_overdue()
    {
        var custody = Second.Services.GetRequiredService<Custody>();
        var now = DateTimeOffset.UtcNow;
        var task = await AdmittedAsync(First, issue: 300);
        (task.Status, task.DeadlineAt) = (RelayTaskStatus.Running, now.AddHours(1));
        Assert.False(custody.LooksAfter(task, Attempt(task, "first", lease: now.AddSeconds(30))));
        Assert.False(custody.LooksAfter(task, Attempt(task, "first", lease: now.AddSeconds(-5))));
        Assert.True(custody.LooksAfter(task, Attempt(task, "first", lease: now.AddSeconds(-60))));
        Assert.True(custody.LooksAfter(task, Attempt(task, "second", lease: now.AddSeconds(30))));

        // The runner of this machine has no say about a process of another one.
        var runner = Second.Services.GetRequiredService<RunnerRegistry>().Find("local")!;
        Assert.IsType<WorkerState.Unknown>(await runner.ObserveAsync(Attempt(task, "first", lease: now), CancellationToken.None));
        Assert.IsType<WorkerState.Gone>(await runner.ObserveAsync(Attempt(task, "second", lease: now), CancellationToken.None));
        await ClearAsync();
    }

    [Fact]
    public async Task The_attempt_of_an_instance_that_is_gone_ends_once_with_its_lease_and_is_tried_again()
    {
        var task = await AdmittedAsync(First, issue: 301);
        var now = DateTimeOffset.UtcNow;
        await First.Services.GetRequiredService<IWriteGate>().WriteAsync(
            async (scope, token) =>
            {
                await scope.Db.Tasks.Where(row => row.Id == task.Id).ExecuteUpdateAsync(
                    setters => setters.SetProperty(row => row.Status, RelayTaskStatus.Running).SetProperty(row => row.DeadlineAt, now.AddHours(1)), token);
                scope.Db.Attempts.Add(Attempt(task, "gone", lease: now.AddSeconds(-60)));
                await scope.Db.SaveChangesAsync(token);
            },
            CancellationToken.None);

        // Both look at once.
        await First.Services.GetRequiredService<IWriteGate>().WriteAsync(
            (scope, _) =>
            {
                First.Services.GetRequiredService<StopSignal>().SetAfterCommit(scope);
                return Task.CompletedTask;
            },
            CancellationToken.None);
        await Instances.WaitAsync("the second attempt", () => First.ReadAsync(db => db.Tasks.AnyAsync(row => row.Id == task.Id && row.Attempt == 2)));
        var moves = await First.ReadAsync(db => db.History.Where(row => row.TaskId == task.Id && row.Attempt == 1).Select(row => row.To).ToListAsync());
        Assert.Single(moves, to => to == RelayTaskStatus.Failed);
        await ClearAsync();
    }

    private static TaskAttempt Attempt(RelayTask task, string owner, DateTimeOffset lease) => new()
    {
        TaskId = task.Id,
        Number = 1,
        Runner = "local",
        Owner = owner,
        StartedAt = DateTimeOffset.UtcNow,
        LaunchDeadline = DateTimeOffset.UtcNow.AddMinutes(5),
        TicketHash = task.Id.ToByteArray(),
        TicketExpiresAt = DateTimeOffset.UtcNow,
        ClaimedAt = DateTimeOffset.UtcNow,
        LeaseUntil = lease,
    };

    private static async Task<RelayTask> AdmittedAsync(RelayHost relay, int issue)
    {
        var now = DateTimeOffset.UtcNow;
        var id = Guid.CreateVersion7();
        var task = new RelayTask
        {
            Id = id,
            Source = TaskSource.Api,
            Agent = "scribe",
            RepositoryId = 99,
            RepositoryOwner = "octo",
            RepositoryName = "elsewhere",
            IssueNumber = issue,
            IssueTitle = "t",
            Instructions = "",
            CreatedById = 7,
            CreatedByLogin = "writer",
            MaxAttempts = 3,
            Runner = "local",
            CreatedAt = now,
            QueuedAt = now.AddDays(-1),
            AdmittedAt = now,
            DeadlineAt = now.AddHours(1),
            Branch = RelayTask.BranchFor(issue, id),
        };
        await relay.Services.GetRequiredService<IWriteGate>().WriteAsync(
            async (scope, token) =>
            {
                scope.Db.Tasks.Add(task);
                await scope.Db.SaveChangesAsync(token);
            },
            CancellationToken.None);
        return task;
    }

    private Task ClearAsync() => First.Services.GetRequiredService<IWriteGate>().WriteAsync(
        (scope, token) => scope.Db.Tasks.Where(task => task.RepositoryId == 99).ExecuteDeleteAsync(token), CancellationToken.None);

    public sealed class Pair : IAsyncLifetime
    {
        internal Instances Instances { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Instances = await Instances.StartAsync();

        public ValueTask DisposeAsync() => Instances.DisposeAsync();
    }

    private sealed class Limits(QueueLimits value) : Microsoft.Extensions.Options.IOptionsMonitor<QueueLimits>
    {
        public QueueLimits CurrentValue => value;

        public QueueLimits Get(string? name) => value;

        public IDisposable? OnChange(Action<QueueLimits, string?> listener) => null;
    }
}
