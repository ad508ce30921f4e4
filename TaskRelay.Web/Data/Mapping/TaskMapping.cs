using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TaskRelay.Web.Tasks;
using TaskRelay.Web.Tasks.Requests;

namespace TaskRelay.Web.Data.Mapping;

internal sealed class TaskMapping : IEntityTypeConfiguration<RelayTask>
{
    public void Configure(EntityTypeBuilder<RelayTask> builder)
    {
        builder.ToTable("tasks");
        builder.HasKey(task => task.Id);
        builder.Property(task => task.Id).ValueGeneratedNever();
        builder.Ignore(task => task.RepositoryFullName);

        // Admission looks at what is due only: neither the history nor a long line behind a back-off costs it anything.
        builder.HasIndex(task => new { task.NextAdmissionAt, task.Id }).HasFilter("status = 'queued' AND admitted_at IS NULL");
        builder.HasIndex(task => new { task.CreatedById, task.Status, task.Id });
        builder.HasIndex(task => new { task.CreatedById, task.Id });
        builder.HasIndex(task => new { task.RepositoryId, task.Id });
        builder.HasIndex(task => new { task.RepositoryId, task.IssueNumber, task.Id });
        builder.HasIndex(task => new { task.Status, task.Id });

        // The ended ones, in the order of the history.
        builder.HasIndex(task => new { task.CompletedAt, task.Id }).HasFilter("completed_at IS NOT NULL");

        // Lists in other orders than that of the ids. What has not ended has one and the same key, so a new row goes to one place.
        builder.Property(task => task.EndedOrder).HasComputedColumnSql("COALESCE(completed_at, 0)", stored: true);
        builder.Property(task => task.DurationOrder).HasComputedColumnSql("COALESCE(completed_at - started_at, -1)", stored: true);
        builder.HasIndex(task => new { task.EndedOrder, task.Id });
        builder.HasIndex(task => new { task.DurationOrder, task.Id });
        builder.HasIndex(task => new { task.CostUsd, task.Id });
        builder.HasIndex(task => new { task.RepositoryId, task.CommentId }).IsUnique().HasFilter("comment_id IS NOT NULL");
    }
}

internal sealed class AttemptMapping : IEntityTypeConfiguration<TaskAttempt>
{
    public void Configure(EntityTypeBuilder<TaskAttempt> builder)
    {
        builder.ToTable("attempts");
        builder.HasKey(attempt => new { attempt.TaskId, attempt.Number });
        builder.HasIndex(attempt => attempt.TicketHash).IsUnique();
        builder.HasIndex(attempt => attempt.TokenHash).IsUnique().HasFilter("token_hash IS NOT NULL");
        builder.HasIndex(attempt => attempt.EndedAt).HasFilter("ended_at IS NOT NULL AND NOT is_cleaned");
        builder.HasOne<RelayTask>().WithMany().HasForeignKey(attempt => attempt.TaskId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class HistoryMapping : IEntityTypeConfiguration<TaskHistoryEntry>
{
    public void Configure(EntityTypeBuilder<TaskHistoryEntry> builder)
    {
        builder.ToTable("task_history");
        builder.HasKey(entry => entry.Id);
        builder.HasIndex(entry => new { entry.TaskId, entry.Id });
        builder.HasOne<RelayTask>().WithMany().HasForeignKey(entry => entry.TaskId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class EventMapping : IEntityTypeConfiguration<TaskEvent>
{
    public void Configure(EntityTypeBuilder<TaskEvent> builder)
    {
        builder.ToTable("task_events");
        builder.HasKey(line => new { line.TaskId, line.Seq });
        builder.HasIndex(line => new { line.TaskId, line.Attempt, line.WorkerSeq }).IsUnique().HasFilter("worker_seq IS NOT NULL");
        builder.HasOne<RelayTask>().WithMany().HasForeignKey(line => line.TaskId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class RequestKeyMapping : IEntityTypeConfiguration<TaskRequestKey>
{
    public void Configure(EntityTypeBuilder<TaskRequestKey> builder)
    {
        builder.ToTable("task_request_keys");
        builder.HasKey(row => new { row.UserId, row.Key });
        builder.Property(row => row.Key).HasMaxLength(255);
        builder.HasIndex(row => row.CreatedAt);
    }
}
