namespace TaskRelay.Web.Retention;

/// <summary>How long a kind of rows is kept. A station that keeps rows registers one; the sweeper calls it.</summary>
public interface IRetentionRule
{
    /// <summary>What is kept, for the log.</summary>
    string Name { get; }

    /// <summary>
    /// Deletes rows that are past their time, in one piece of work that holds the write gate up only briefly, and says
    /// how many. It is called again at once as long as it deletes as many as it may.
    /// </summary>
    /// <param name="most">Rows that one call may delete.</param>
    /// <param name="cancellationToken">Ends it between pieces of work.</param>
    Task<int> PruneAsync(int most, CancellationToken cancellationToken);
}
