using System.Collections.Concurrent;
using TaskRelay.Web.Auth;

namespace TaskRelay.Web.GitHubData;

/// <summary>
/// Keeps what GitHub said to a person for a short time, for that person only. Callers at the same moment share one
/// question. Trouble is not kept, but for a limit: it is not asked against until its time has come.
/// </summary>
internal sealed class UserCache(TimeProvider clock)
{
    private const int MaxKept = 2000;

    /// <summary>How long an answer is good.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<(long User, bool IsProgram, string What), Entry> _entries = new();

    /// <summary>The answer to that question, from before or anew.</summary>
    public async Task<GitHubRead<T>> GetAsync<T>(
        Caller caller, string what, TimeSpan kept, Func<CancellationToken, Task<GitHubRead<T>>> ask, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var key = (caller.Id, caller.Session is null, what);
        var entry = _entries.AddOrUpdate(
            key,
            _ => new Entry<T>(now, kept, () => AskAsync(ask)),
            (_, known) => known.IsGood(now) ? known : new Entry<T>(now, kept, () => AskAsync(ask)));
        if (_entries.Count > MaxKept)
        {
            DropStale(now);
        }

        return await ((Entry<T>)entry).Question.Value.WaitAsync(cancellationToken);
    }

    private async Task<GitHubRead<T>> AskAsync<T>(Func<CancellationToken, Task<GitHubRead<T>>> ask)
    {
        // Shared by callers, so none of them can cancel it.
        using var limit = new CancellationTokenSource(Patience, clock);
        try
        {
            return await ask(limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return new GitHubRead<T>.Failed(GitHubTroubleReader.Unavailable("it took too long."));
        }
    }

    private void DropStale(DateTimeOffset now)
    {
        foreach (var (key, entry) in _entries)
        {
            if (!entry.IsGood(now))
            {
                _entries.TryRemove(key, out _);
            }
        }
    }

    private abstract class Entry
    {
        public abstract bool IsGood(DateTimeOffset now);
    }

    private sealed class Entry<T>(DateTimeOffset at, TimeSpan kept, Func<Task<GitHubRead<T>>> ask) : Entry
    {
        public Lazy<Task<GitHubRead<T>>> Question { get; } = new(ask);

        public override bool IsGood(DateTimeOffset now)
        {
            if (!Question.IsValueCreated || !Question.Value.IsCompleted)
            {
                return true;
            }

            var until = Question.Value switch
            {
                { IsCompletedSuccessfully: false } => at,
                { Result: GitHubRead<T>.Failed { Trouble.RetryAt: { } limited } } => limited < at + Kept ? limited : at + Kept,
                { Result: GitHubRead<T>.Failed } => at,
                _ => at + kept,
            };
            return now < until;
        }
    }
}
