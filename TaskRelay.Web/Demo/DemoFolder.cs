namespace TaskRelay.Web.Demo;

/// <summary>Where a demo keeps its store, repositories and workspaces: a folder of its own, gone at the end unless kept.</summary>
internal sealed class DemoFolder : IDisposable
{
    private readonly bool _isKept;

    public DemoFolder(string? keep)
    {
        _isKept = keep is not null;
        Location = keep ?? Directory.CreateTempSubdirectory("taskrelay-demo-").FullName;
        Directory.CreateDirectory(Location);
    }

    public string Location { get; }

    /// <summary>A path inside.</summary>
    public string Path(string name) => System.IO.Path.Combine(Location, name);

    /// <inheritdoc />
    public void Dispose()
    {
        if (!_isKept)
        {
            Directory.Delete(Location, recursive: true);
        }
    }
}
