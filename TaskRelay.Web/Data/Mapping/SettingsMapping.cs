using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Settings;

namespace TaskRelay.Web.Data.Mapping;

internal sealed class UserConfigMapping : IEntityTypeConfiguration<UserConfig>
{
    public void Configure(EntityTypeBuilder<UserConfig> builder)
    {
        builder.ToTable("user_configs");
        builder.HasKey(config => config.UserId);
        builder.Property(config => config.UserId).ValueGeneratedNever();
        builder.HasOne<UserAccount>().WithOne().HasForeignKey<UserConfig>(config => config.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class UserAgentMapping : IEntityTypeConfiguration<UserAgent>
{
    public void Configure(EntityTypeBuilder<UserAgent> builder)
    {
        builder.ToTable("user_agents");
        builder.HasKey(agent => new { agent.UserId, agent.Agent });
        builder.HasOne<UserConfig>().WithMany().HasForeignKey(agent => agent.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class UserSecretMapping : IEntityTypeConfiguration<UserSecret>
{
    public void Configure(EntityTypeBuilder<UserSecret> builder)
    {
        builder.ToTable("user_secrets");
        builder.HasKey(secret => new { secret.UserId, secret.Name });
        builder.HasOne<UserAccount>().WithMany().HasForeignKey(secret => secret.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
