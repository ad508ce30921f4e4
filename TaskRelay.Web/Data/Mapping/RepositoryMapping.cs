using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TaskRelay.Web.Queue.Serving;
using TaskRelay.Web.Settings.Repositories;

namespace TaskRelay.Web.Data.Mapping;

internal sealed class RepositorySettingsMapping : IEntityTypeConfiguration<RepositorySettings>
{
    public void Configure(EntityTypeBuilder<RepositorySettings> builder)
    {
        builder.ToTable("repository_settings");
        builder.HasKey(row => row.RepositoryId);
        builder.Property(row => row.RepositoryId).ValueGeneratedNever();
        builder.Ignore(row => row.PauseWords);
    }
}

internal sealed class ServedAccountMapping : IEntityTypeConfiguration<ServedAccount>
{
    public void Configure(EntityTypeBuilder<ServedAccount> builder)
    {
        builder.ToTable("served_accounts");
        builder.HasKey(row => row.AccountId);
        builder.Property(row => row.AccountId).ValueGeneratedNever();
    }
}
