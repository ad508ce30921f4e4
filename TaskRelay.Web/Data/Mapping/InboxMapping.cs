using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TaskRelay.Web.Webhooks;

namespace TaskRelay.Web.Data.Mapping;

internal sealed class DeliveryMapping : IEntityTypeConfiguration<Delivery>
{
    public void Configure(EntityTypeBuilder<Delivery> builder)
    {
        builder.ToTable("deliveries");
        builder.HasKey(delivery => delivery.Id);
        builder.Property(delivery => delivery.Id).ValueGeneratedNever();
        builder.HasIndex(delivery => delivery.ReceivedAt);
    }
}

internal sealed class CommentClaimMapping : IEntityTypeConfiguration<CommentClaim>
{
    public void Configure(EntityTypeBuilder<CommentClaim> builder)
    {
        builder.ToTable("comment_claims");
        builder.HasKey(claim => new { claim.RepositoryId, claim.CommentId });
    }
}

internal sealed class ControlRequestMapping : IEntityTypeConfiguration<ControlRequest>
{
    public void Configure(EntityTypeBuilder<ControlRequest> builder)
    {
        builder.ToTable("control_requests");
        builder.HasKey(request => new { request.RepositoryId, request.CommentId });
        builder.HasIndex(request => request.DueAt);
    }
}
