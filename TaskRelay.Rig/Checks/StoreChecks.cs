namespace TaskRelay.Rig.Checks;

/// <summary>The check that fits the database under test.</summary>
internal static class StoreChecks
{
    public static IStoreCheck Of(RigOptions options, string databaseFile) => options.Database switch
    {
        "sqlite" => new SqliteStoreCheck(databaseFile),
        _ => new PostgresStoreCheck(options.Connection!),
    };
}
