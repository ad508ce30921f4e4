using System.Collections.Concurrent;

namespace TaskRelay.Worker.Processes;

/// <summary>
/// The one thread that starts processes. <c>bwrap --die-with-parent</c> asks the kernel for a signal at the death of
/// its parent, and the kernel means the parent's thread, not its process: a cage started from the thread pool would be
/// killed at the moment when the pool retires an idle thread. This thread lives as long as the worker does.
/// </summary>
internal static class LaunchThread
{
    private static readonly BlockingCollection<Action> Requests = Open();

    /// <summary>Runs the function there; what it throws is thrown here.</summary>
    public static Task<T> RunAsync<T>(Func<T> start)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Requests.Add(() =>
        {
            try
            {
                answer.SetResult(start());
            }
#pragma warning disable CA1031 // Whatever it is belongs to the caller, not to this thread.
            catch (Exception thrown)
#pragma warning restore CA1031
            {
                answer.SetException(thrown);
            }
        });
        return answer.Task;
    }

    private static BlockingCollection<Action> Open()
    {
        var requests = new BlockingCollection<Action>();
        new Thread(() =>
        {
            foreach (var request in requests.GetConsumingEnumerable())
                request();
        })
        { IsBackground = true, Name = "launch" }.Start();
        return requests;
    }
}
