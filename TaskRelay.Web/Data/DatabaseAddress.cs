namespace TaskRelay.Web.Data;

/// <summary>Where the store is.</summary>
public static class DatabaseAddress
{
    /// <summary>The configured connection string, or the default: a file below the working directory.</summary>
    public static string Of(IConfiguration configuration) => configuration.GetConnectionString("TaskRelay") ?? "Data Source=data/taskrelay.db";
}
