using TaskRelay.Worker.Protocol;

namespace TaskRelay.Web.Tests.Worker;

public sealed class EventBufferTests
{
    private readonly EventBuffer _buffer = new(capacity: 1000);

    [Fact]
    public void What_the_server_has_not_taken_comes_again_in_the_same_order()
    {
        Add(5);

        Assert.Equal([1, 2, 3], _buffer.Peek(3, int.MaxValue).Select(e => e.Seq));
        Assert.Equal([1, 2, 3], _buffer.Peek(3, int.MaxValue).Select(e => e.Seq));
        _buffer.Remove(3);
        Assert.Equal([4, 5], _buffer.Peek(3, int.MaxValue).Select(e => e.Seq));
    }

    [Fact]
    public void When_it_is_full_the_middle_is_dropped_and_counted_and_the_numbers_still_rise()
    {
        Add(200);

        var all = Drain();
        var note = Assert.Single(all, e => e.Text.Contains("dropped", StringComparison.Ordinal));
        Assert.Equal(1, all[0].Seq);
        Assert.Equal(200, all[^1].Seq);
        Assert.Equal(all.Select(e => e.Seq).Order(), all.Select(e => e.Seq));
        Assert.StartsWith($"{200 - (all.Count - 1)} lines were dropped", note.Text);
    }

    [Fact]
    public void A_batch_is_bounded_in_size_but_never_empty()
    {
        _buffer.Add(DateTimeOffset.UnixEpoch, "log", null, new string('x', 500));
        Add(1);

        Assert.Single(_buffer.Peek(10, 100));
    }

    [Fact]
    public void What_comes_while_a_gap_is_open_goes_behind_it()
    {
        Add(200);
        _buffer.Remove(_buffer.Peek(3, int.MaxValue).Count);
        Add(1);

        Assert.Equal(201, Drain()[^1].Seq);
    }

    private void Add(int count)
    {
        for (var i = 0; i < count; i++)
            _buffer.Add(DateTimeOffset.UnixEpoch, "log", "stdout", "a line");
    }

    private List<Contracts.WorkerEvent> Drain()
    {
        List<Contracts.WorkerEvent> all = [];
        while (_buffer.Count > 0)
        {
            var batch = _buffer.Peek(7, int.MaxValue);
            all.AddRange(batch);
            _buffer.Remove(batch.Count);
        }
        return all;
    }
}
