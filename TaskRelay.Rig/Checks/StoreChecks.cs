namespace TaskRelay.Rig.Checks;

/// <summary>The check that fits the database under test.</summary>
internal static class StoreChecks
{
    public static IStoreCheck Of(RigOptions options, string databaseFile) => options.Database switch
    {
        "sqlite" => new SqliteStoreCheck(databaseFile),
        var other => throw new NotSupportedException($"The rig can't look into {other} yet."),
    };
}
