using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;

namespace TaskRelay.Web.Tests.Data;

public sealed class MigrationTests
{
    // The app does not compare them at its start, where it would cost every start the time to build the model twice.
    [Fact]
    public void The_model_has_no_change_without_a_migration()
    {
        using var context = new RelayDbContext(new DbContextOptionsBuilder<RelayDbContext>().UseSqlite("Data Source=:memory:").Options);
        Assert.False(context.Database.HasPendingModelChanges(), "Add a migration: the model has changed.");
    }
}
