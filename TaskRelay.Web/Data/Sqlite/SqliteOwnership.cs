namespace TaskRelay.Web.Data.Sqlite;

/// <summary>That a process is the only one that writes a file: a lock that the operating system drops with the process, however it ends.</summary>
public static class SqliteOwnership
{
    /// <summary>Takes it until the result is disposed.</summary>
    /// <exception cref="StoreUnavailableException">Another process has it.</exception>
    public static FileStream Take(string dataSource)
    {
        try
        {
            return new FileStream($"{dataSource}.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new StoreUnavailableException(
                $"Another TaskRelay process is using {dataSource}. Stop it first, or use PostgreSQL for several instances.", exception);
        }
    }
}
