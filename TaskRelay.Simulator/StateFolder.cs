namespace TaskRelay.Simulator;

/// <summary>Where repositories and hooks lie: the caller's folder, or a temporary one that goes away in the end.</summary>
internal sealed class StateFolder : IDisposable
{
    private readonly bool _temporary;

    public StateFolder(string? folder)
    {
        _temporary = folder is null;
        Path = folder is null ? Directory.CreateTempSubdirectory("taskrelay-simulator-").FullName : Directory.CreateDirectory(folder).FullName;
        // Issues and people live in memory and begin anew; repositories from an earlier run would not fit them.
        if (Directory.Exists(System.IO.Path.Combine(Path, "repositories")))
            Directory.Delete(System.IO.Path.Combine(Path, "repositories"), recursive: true);
    }

    public string Path { get; }

    public void Dispose()
    {
        if (_temporary && Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }
}
