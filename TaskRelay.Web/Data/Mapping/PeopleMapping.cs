using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Auth.Tokens;
using TaskRelay.Web.Settings;

namespace TaskRelay.Web.Data.Mapping;

internal sealed class UserMapping : IEntityTypeConfiguration<UserAccount>
{
    public void Configure(EntityTypeBuilder<UserAccount> builder)
    {
        builder.ToTable("users");
        builder.HasKey(user => user.Id);
        builder.Property(user => user.Id).ValueGeneratedNever();
    }
}

internal sealed class SessionMapping : IEntityTypeConfiguration<UserSession>
{
    public void Configure(EntityTypeBuilder<UserSession> builder)
    {
        builder.ToTable("sessions");
        builder.HasKey(session => session.KeyHash);
        builder.HasIndex(session => session.UserId);
        builder.HasIndex(session => session.ExpiresAt);
        builder.HasOne<UserAccount>().WithMany().HasForeignKey(session => session.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ApiTokenMapping : IEntityTypeConfiguration<ApiToken>
{
    public void Configure(EntityTypeBuilder<ApiToken> builder)
    {
        builder.ToTable("api_tokens");
        builder.HasKey(token => token.Id);
        builder.Property(token => token.Id).ValueGeneratedNever();
        builder.HasIndex(token => token.Hash).IsUnique();
        builder.HasIndex(token => token.UserId);
        builder.HasOne<UserAccount>().WithMany().HasForeignKey(token => token.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class AdministratorMapping : IEntityTypeConfiguration<AdministratorBinding>
{
    public void Configure(EntityTypeBuilder<AdministratorBinding> builder)
    {
        builder.ToTable("administrator_bindings");
        builder.HasKey(binding => binding.Login);
    }
}

internal sealed class InstallationMapping : IEntityTypeConfiguration<Installation>
{
    public void Configure(EntityTypeBuilder<Installation> builder)
    {
        builder.ToTable("installations");
        builder.HasKey(installation => new { installation.Id, installation.RecordedById });
        builder.Property(installation => installation.Id).ValueGeneratedNever();
        builder.HasIndex(installation => installation.RecordedById);
        builder.HasOne<UserAccount>().WithMany().HasForeignKey(installation => installation.RecordedById).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class SettingMapping : IEntityTypeConfiguration<StoredSetting>
{
    public void Configure(EntityTypeBuilder<StoredSetting> builder)
    {
        builder.ToTable("stored_settings");
        builder.HasKey(setting => setting.Name);
    }
}
