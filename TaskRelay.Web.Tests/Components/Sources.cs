namespace TaskRelay.Web.Tests.Components;

/// <summary>Where the sources lie.</summary>
internal static class Sources
{
    /// <summary>The solution's folder.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "TaskRelay.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
