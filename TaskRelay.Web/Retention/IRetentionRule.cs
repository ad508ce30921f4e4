namespace TaskRelay.Web.Retention;

/// <summary>How long a kind of rows is kept. A station that keeps rows registers one; the sweeper calls it.</summary>
public interface IRetentionRule
{
    /// <summary>What is kept, for the log and for people.</summary>
    string Name { get; }

    /// <summary>Key of the configuration that says how long.</summary>
    string Setting { get; }

    /// <summary>Days that it is kept; 0 keeps for ever.</summary>
    int Days { get; }

    /// <summary>
    /// Deletes rows that are past their time, in one piece of work that holds the write gate up only briefly, and says
    /// how many. It is called again at once until it says 0.
    /// </summary>
    /// <param name="most">Rows that one call may delete.</param>
    /// <param name="cancellationToken">Ends it between pieces of work.</param>
    Task<int> PruneAsync(int most, CancellationToken cancellationToken);
}
