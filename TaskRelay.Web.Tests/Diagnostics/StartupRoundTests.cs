using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TaskRelay.Web.Diagnostics.Startup;

namespace TaskRelay.Web.Tests.Diagnostics;

/// <summary>A round of the start-up check as somebody watches it.</summary>
public sealed class StartupRoundTests
{
    [Fact]
    public async Task Each_look_is_told_as_it_ends_with_its_time_and_a_person_who_asks_again_gets_a_new_round()
    {
        var clock = new FakeTimeProvider();
        var (quick, slow) = (new Look("quick"), new Look("slow"));
        var checks = new StartupChecks([quick, slow], clock, NullLogger<StartupChecks>.Instance);
        Assert.Null(checks.Latest);
        var round = checks.Begin();
        Assert.Equal(["quick", "slow"], checks.Names);
        await Task.WhenAll(quick.Asked.Task, slow.Asked.Task);

        clock.Advance(TimeSpan.FromMilliseconds(40));
        quick.Answer.SetResult([CheckResult.Pass("quick", true, "Good.")]);
        var ended = await round.Looks["quick"];
        Assert.Equal((TimeSpan.FromMilliseconds(40), "Good."), (ended.Took, ended.Found.Single().Message));
        Assert.False(round.Looks["slow"].IsCompleted);
        Assert.Same(round, checks.Begin(anew: true));

        slow.Answer.SetException(new InvalidOperationException("broke"));
        Assert.Equal(StartupStatus.NotReady, (await round.Report).Status);
        Assert.Equal("This could not be found out.", (await round.Looks["slow"]).Found.Single().Message);

        // Anyone may ask: a round that has just ended is good for the next ones. A person who mended something wants their own.
        Assert.Same(round, checks.Begin());
        Assert.NotSame(round, checks.Begin(anew: true));
    }

    private sealed class Look(string name) : IStartupCheck
    {
        public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource<IReadOnlyList<CheckResult>> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Name => name;

        public bool IsRequired => true;

        public Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken)
        {
            Asked.TrySetResult();
            return Answer.Task;
        }
    }
}
