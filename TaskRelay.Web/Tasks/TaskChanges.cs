using System.Collections.Concurrent;
using System.Threading.Channels;
using TaskRelay.Web.Data;

namespace TaskRelay.Web.Tasks;

/// <summary>
/// Hints that a task has changed, carrying its id and nothing else. The database is the truth: a dropped hint costs
/// freshness, never correctness, so every listener also polls slowly.
/// </summary>
public sealed class TaskChanges
{
    /// <summary>In the place of a task's id: a delivery has come. Heard only by who asks for it, and only on this instance.</summary>
    public static readonly Guid Inbox = new("0b000000-0000-0000-0000-000000000000");

    /// <summary>In the place of a task's id: something that concerns all tasks, such as a pause.</summary>
    public static readonly Guid Everything = new("a1100000-0000-0000-0000-000000000000");

    private readonly ConcurrentDictionary<Subscription, byte> _subscriptions = new();

    /// <summary>Listens from now on; register before the first read, or a change between the two is missed.</summary>
    public Subscription Subscribe(Guid? taskId = null)
    {
        var subscription = new Subscription(this, taskId);
        _subscriptions[subscription] = 0;
        return subscription;
    }

    /// <summary>Tells listeners once the work that changed the task is durable, here and on other instances.</summary>
    public void PublishAfterCommit(WriteScope scope, Guid taskId)
    {
        scope.AfterCommit(() => Publish(taskId));
        scope.Announce(OtherInstances.Changed(taskId));
    }

    /// <summary>Tells listeners now.</summary>
    public void Publish(Guid taskId)
    {
        foreach (var (subscription, _) in _subscriptions)
        {
            subscription.Offer(taskId);
        }
    }

    /// <summary>One listener. Dispose it to stop listening.</summary>
    public sealed class Subscription : IDisposable
    {
        private readonly TaskChanges _owner;
        private readonly Guid? _wanted;

        private readonly Channel<Guid> _hints = Channel.CreateBounded<Guid>(
            new BoundedChannelOptions(256) { FullMode = BoundedChannelFullMode.DropOldest });

        internal Subscription(TaskChanges owner, Guid? wanted)
        {
            _owner = owner;
            _wanted = wanted;
        }

        /// <summary>Ids of changed tasks.</summary>
        public ChannelReader<Guid> Hints => _hints.Reader;

        /// <inheritdoc />
        public void Dispose()
        {
            _owner._subscriptions.TryRemove(this, out _);
            _hints.Writer.TryComplete();
        }

        internal void Offer(Guid taskId)
        {
            if (_wanted == taskId || (_wanted is null && taskId != Inbox))
            {
                _hints.Writer.TryWrite(taskId);
            }
        }
    }
}
