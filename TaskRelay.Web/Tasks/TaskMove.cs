using Microsoft.EntityFrameworkCore.Query;

namespace TaskRelay.Web.Tasks;

/// <summary>A wish to change a task's status.</summary>
public sealed record TaskMove
{
    public required Guid TaskId { get; init; }

    /// <summary>The fencing number: an older attempt moves nothing.</summary>
    public required int Attempt { get; init; }

    /// <summary>Statuses that the mover expects; each must lead to <see cref="To"/> by <see cref="TaskMoves"/>.</summary>
    public required RelayTaskStatus[] From { get; init; }

    public required RelayTaskStatus To { get; init; }

    /// <summary>A sentence for people, kept in the history.</summary>
    public required string Reason { get; init; }

    /// <summary>For ends with an error.</summary>
    public TaskError? Error { get; init; }

    /// <summary>Kept in the history beside the reason.</summary>
    public string? Evidence { get; init; }

    /// <summary>The task is queued again in the same transaction: nobody is told of an end that is none.</summary>
    public bool IsRetried { get; init; }

    /// <summary>Further columns that change with the status.</summary>
    public Action<UpdateSettersBuilder<RelayTask>>? Set { get; init; }
}
