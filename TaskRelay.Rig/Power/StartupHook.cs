using TaskRelay.Rig.Power;

/// <summary>
/// Called by the runtime in the process under test, before its own code (DOTNET_STARTUP_HOOKS): puts the rig between
/// SQLite and its files. The app itself is the unchanged build.
/// </summary>
#pragma warning disable CA1050, IDE0130 // The runtime looks for this very name.
internal static class StartupHook
#pragma warning restore CA1050, IDE0130
{
    public static void Initialize() => SqliteFiles.Watch(
        Environment.GetEnvironmentVariable(PowerCut.DatabaseVariable)!, Environment.GetEnvironmentVariable(PowerCut.LibraryVariable)!);
}
