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
