namespace TaskRelay.Worker.Cage;

/// <summary>A file or folder that is shown read-only in the cage.</summary>
/// <param name="Source">Outside.</param>
/// <param name="Target">Within.</param>
internal sealed record ShownPath(string Source, string Target)
{
    public ShownPath(string path)
        : this(path, path)
    {
    }
}
