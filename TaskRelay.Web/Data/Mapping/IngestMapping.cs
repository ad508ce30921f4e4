using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TaskRelay.Web.Ingest;

namespace TaskRelay.Web.Data.Mapping;

internal sealed class IngestMarkMapping : IEntityTypeConfiguration<IngestMark>
{
    public void Configure(EntityTypeBuilder<IngestMark> builder)
    {
        builder.ToTable("ingest_marks");
        builder.HasKey(mark => mark.Key);
        builder.Property(mark => mark.Key).HasMaxLength(60);
    }
}
