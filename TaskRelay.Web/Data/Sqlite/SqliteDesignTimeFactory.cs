using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace TaskRelay.Web.Data.Sqlite;

/// <summary>For <c>dotnet ef migrations add NAME --output-dir Data/Sqlite/Migrations</c>; never used by the app.</summary>
public sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<RelayDbContext>
{
    /// <inheritdoc />
    public RelayDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<RelayDbContext>().UseSqlite("Data Source=design.db").Options);
}
