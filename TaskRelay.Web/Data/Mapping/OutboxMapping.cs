using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TaskRelay.Web.Tasks.Outbox;

namespace TaskRelay.Web.Data.Mapping;

internal sealed class OutboxMapping : IEntityTypeConfiguration<OutboxItem>
{
    public void Configure(EntityTypeBuilder<OutboxItem> builder)
    {
        builder.ToTable("outbox");
        builder.HasKey(item => item.Key);
        builder.Property(item => item.Key).HasMaxLength(200);
        builder.HasIndex(item => item.DueAt).HasFilter("sent < wanted");
        builder.HasIndex(item => new { item.InstallationId, item.DueAt }).HasFilter("sent < wanted");
        builder.HasIndex(item => item.TaskId);
    }
}
