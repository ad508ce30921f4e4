using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Notifications.Browser;
using TaskRelay.Web.Notifications.Outgoing;

namespace TaskRelay.Web.Data.Mapping;

internal sealed class WebhookEndpointMapping : IEntityTypeConfiguration<WebhookEndpoint>
{
    public void Configure(EntityTypeBuilder<WebhookEndpoint> builder)
    {
        builder.ToTable("webhook_endpoints");
        builder.HasKey(endpoint => endpoint.Id);
        builder.Property(endpoint => endpoint.Id).ValueGeneratedNever();
        builder.HasIndex(endpoint => endpoint.UserId);
        builder.HasOne<UserAccount>().WithMany().HasForeignKey(endpoint => endpoint.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class WebhookDeliveryMapping : IEntityTypeConfiguration<WebhookDelivery>
{
    public void Configure(EntityTypeBuilder<WebhookDelivery> builder)
    {
        builder.ToTable("webhook_deliveries");
        builder.HasKey(delivery => delivery.Id);
        builder.Property(delivery => delivery.Id).ValueGeneratedNever();
        builder.HasIndex(delivery => new { delivery.EndpointId, delivery.CreatedAt });
        builder.HasIndex(delivery => delivery.CreatedAt);
        builder.HasIndex(delivery => delivery.DueAt).HasFilter("state = 'pending'");
        builder.HasOne<WebhookEndpoint>().WithMany().HasForeignKey(delivery => delivery.EndpointId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class WebhookAttemptMapping : IEntityTypeConfiguration<WebhookAttempt>
{
    public void Configure(EntityTypeBuilder<WebhookAttempt> builder)
    {
        builder.ToTable("webhook_attempts");
        builder.HasKey(attempt => new { attempt.DeliveryId, attempt.Number });
        builder.HasOne<WebhookDelivery>().WithMany().HasForeignKey(attempt => attempt.DeliveryId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class UserNoticeMapping : IEntityTypeConfiguration<UserNotice>
{
    public void Configure(EntityTypeBuilder<UserNotice> builder)
    {
        builder.ToTable("user_notices");
        builder.HasKey(notice => notice.UserId);
        builder.Property(notice => notice.UserId).ValueGeneratedNever();
        builder.HasOne<UserAccount>().WithOne().HasForeignKey<UserNotice>(notice => notice.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}
