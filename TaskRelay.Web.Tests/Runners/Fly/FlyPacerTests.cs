using Microsoft.Extensions.Time.Testing;
using TaskRelay.Web.Runners.Fly;

namespace TaskRelay.Web.Tests.Runners.Fly;

/// <summary>Fly's published limits are kept, and time that was not used is not saved up beyond them.</summary>
public sealed class FlyPacerTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly FlyPacer _pacer;

    public FlyPacerTests() => _pacer = new FlyPacer(_clock);

    [Theory]
    [InlineData("Create", 3, 1)]
    [InlineData("Destroy", 3, 1)]
    [InlineData("List", 3, 1)]
    [InlineData("Get", 10, 5)]
    public void So_many_go_at_once_and_so_many_each_second_after_that(string action, int burst, int perSecond)
    {
        var waits = Ask(action, "m1", burst + (2 * perSecond));
        Assert.Equal(burst, waits.Count(wait => wait.IsCompleted));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(burst + perSecond, waits.Count(wait => wait.IsCompleted));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.All(waits, wait => Assert.True(wait.IsCompleted));
    }

    [Fact]
    public void Each_machine_and_each_action_has_its_own()
    {
        Assert.All(Ask("Destroy", "m1", 3), wait => Assert.True(wait.IsCompleted));
        Assert.All(Ask("Destroy", "m2", 3), wait => Assert.True(wait.IsCompleted));
        Assert.All(Ask("Stop", "m1", 3), wait => Assert.True(wait.IsCompleted));
        Assert.False(Ask("Stop", "m1", 1)[0].IsCompleted);
    }

    [Fact]
    public void A_long_rest_saves_up_no_more_than_the_burst()
    {
        Ask("Create", "app", 3);
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(3, Ask("Create", "app", 5).Count(wait => wait.IsCompleted));
    }

    [Fact]
    public void After_a_refusal_nothing_goes_until_the_time_that_was_asked_for()
    {
        Ask("Create", "app", 1);
        _pacer.Pause(FlyAction.Create, "app", TimeSpan.FromSeconds(30));
        var wait = Ask("Create", "app", 1)[0];
        _clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(wait.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(wait.IsCompleted);
    }

    private List<Task> Ask(string action, string subject, int times) =>
        [.. Enumerable.Range(0, times).Select(_ => _pacer.WaitAsync(Enum.Parse<FlyAction>(action), subject, CancellationToken.None))];
}
