using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TaskRelay.Web.Queue.Pausing;

namespace TaskRelay.Web.Data.Mapping;

internal sealed class PauseMapping : IEntityTypeConfiguration<AdmissionPause>
{
    public void Configure(EntityTypeBuilder<AdmissionPause> builder)
    {
        builder.ToTable("admission_pauses");
        builder.HasKey(pause => pause.RepositoryId);
        builder.Property(pause => pause.RepositoryId).ValueGeneratedNever();
        builder.Ignore(pause => pause.Words);
    }
}
