namespace TaskRelay.Web.Data.Sqlite;

/// <summary>That a process is the only one that writes a file: a lock that the operating system drops with the process, however it ends.</summary>
public static class SqliteOwnership
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// Makes the file where it is missing and closes it to the machine's other users: it holds what people wrote, and
    /// their secrets sealed. SQLite gives its log the same mode.
    /// </summary>
    public static void Close(string dataSource)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // Never opened where it is there: closing it again would drop the locks that SQLite holds in this process.
        if (!File.Exists(dataSource))
        {
            new FileStream(dataSource, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = Own }).Dispose();
        }

        File.SetUnixFileMode(dataSource, Own);
    }

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
