namespace TaskRelay.Rig.Power;

/// <summary>
/// What a killed process alone can't show: with the power gone, whatever was written and not synced is gone too. A kill
/// leaves such writes in the operating system's memory, so it never finds a wrong <c>synchronous</c>.
/// </summary>
public static class PowerCut
{
    public const string DatabaseVariable = "TASKRELAY_RIG_DATABASE";
    public const string LibraryVariable = "TASKRELAY_RIG_SQLITE";

    /// <summary>What the app is started with, so that its unsynced writes are known.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Environment(string database, string appFolder) =>
    [
        new("DOTNET_STARTUP_HOOKS", typeof(PowerCut).Assembly.Location),
        new(DatabaseVariable, database),
        new(LibraryVariable, FindLibrary(appFolder)),
    ];

    /// <summary>Whether the app's SQLite is watched: without that a cut would take nothing, and find nothing.</summary>
    public static bool IsWatched(string database) => File.Exists(database + UndoFile.Suffix) && File.Exists(database + "-wal" + UndoFile.Suffix);

    /// <summary>Cuts the power of a process that was just killed; answers how many writes were lost.</summary>
    public static int Strike(string database)
    {
        var lost = 0;
        foreach (var path in Files(database).Where(path => File.Exists(path + UndoFile.Suffix) && File.Exists(path)))
        {
            lost += UndoFile.TakeBack(path);
        }

        Spare(database);

        // Memory that the processes shared.
        File.Delete(database + "-shm");
        return lost;
    }

    /// <summary>A kill without a cut: the operating system writes everything in the end.</summary>
    public static void Spare(string database)
    {
        foreach (var path in Files(database))
        {
            File.Delete(path + UndoFile.Suffix);
        }
    }

    private static string[] Files(string database) => [database, database + "-wal", database + "-journal"];

    /// <summary>The very file that the app loads: a second copy would be another SQLite.</summary>
    private static string FindLibrary(string appFolder)
    {
        var nested = Path.Combine(
            appFolder, "runtimes", System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier, "native", "libe_sqlite3.so");
        return File.Exists(nested) ? nested : Path.Combine(appFolder, "libe_sqlite3.so");
    }
}
