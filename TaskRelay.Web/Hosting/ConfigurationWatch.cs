namespace TaskRelay.Web.Hosting;

/// <summary>How changes of the configuration's files are noticed.</summary>
public static class ConfigurationWatch
{
    /// <summary>
    /// By a look every few seconds instead of the file system's events. Events are asked for the whole content folder,
    /// and the store lies below it: every page written to it would raise one. To be called before the builder is made.
    /// </summary>
    public static void Poll() => Environment.SetEnvironmentVariable("DOTNET_USE_POLLING_FILE_WATCHER", "1");
}
