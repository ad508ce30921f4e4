using Microsoft.Extensions.Time.Testing;
using TaskRelay.Web.Components.Live;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Tests.Components;

/// <summary>When a page looks again, and that it stops.</summary>
public sealed class LiveLoopTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly TaskChanges _changes = new();

    [Fact]
    public async Task It_looks_at_a_hint_at_most_four_times_a_second_and_without_one_every_five()
    {
        var looks = new SemaphoreSlim(0);
        var count = 0;
        await using var loop = new LiveLoop(_changes.Subscribe(), _clock);
        loop.Start(_ =>
        {
            count++;
            looks.Release();
            return Task.CompletedTask;
        });

        _changes.Publish(Guid.NewGuid());
        Assert.True(await looks.WaitAsync(TimeSpan.FromSeconds(60)));
        for (var hint = 0; hint < 100; hint++)
        {
            _changes.Publish(Guid.NewGuid());
        }

        // A hundred hints within the gap are one more look, after it.
        Assert.Equal(1, count);
        await AdvanceUntilAsync(() => count == 2, TimeSpan.FromMilliseconds(50));
        await AdvanceUntilAsync(() => count == 3, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Its_end_waits_for_a_look_under_way_and_no_look_follows()
    {
        var entered = new TaskCompletionSource();
        var mayGo = new TaskCompletionSource();
        var finished = false;
        var loop = new LiveLoop(_changes.Subscribe(), _clock);
        loop.Start(async _ =>
        {
            entered.TrySetResult();
            await mayGo.Task;
            finished = true;
        });
        _changes.Publish(Guid.NewGuid());
        await entered.Task;
        var ending = loop.DisposeAsync().AsTask();
        Assert.False(ending.IsCompleted);
        mayGo.SetResult();
        await ending;
        Assert.True(finished);
    }

    private async Task AdvanceUntilAsync(Func<bool> wished, TimeSpan step)
    {
        // The loop arms its timers on other threads: small steps until it has seen enough of them.
        for (var tries = 0; tries < 1000 && !wished(); tries++)
        {
            _clock.Advance(step);
            await Task.Yield();
            await Task.Run(() => Thread.Yield());
        }

        Assert.True(wished());
    }
}
