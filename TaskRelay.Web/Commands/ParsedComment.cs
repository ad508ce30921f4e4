using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Commands;

/// <summary>What a comment means. A closed family: switch over it and leave nothing out.</summary>
public abstract record ParsedComment
{
    private ParsedComment()
    {
    }

    /// <summary>Nobody was called: nothing to do, nothing to say.</summary>
    public sealed record NoCommand : ParsedComment;

    /// <summary>A plain mention within a line, which is most likely a command in the wrong place.</summary>
    public sealed record MentionNotFirst : ParsedComment;

    /// <summary>A new task.</summary>
    public sealed record TaskCommand : ParsedComment
    {
        /// <summary>Canonical name of the agent, or null for the user's default.</summary>
        public string? Agent { get; init; }

        /// <summary>Priority, or null where none was asked for.</summary>
        public TaskPriority? Priority { get; init; }

        /// <summary>Model, or null for the agent's own.</summary>
        public string? Model { get; init; }

        /// <summary>Branch to start from, a valid name, or null for the repository's default branch.</summary>
        public string? BaseBranch { get; init; }

        /// <summary>Free text up to the end of the comment, trimmed; line breaks are <c>\n</c>. May be empty.</summary>
        public required string Instructions { get; init; }
    }

    /// <summary>A verb for the newest task of the issue that it fits.</summary>
    public sealed record ControlCommand(ControlVerb Verb) : ParsedComment;

    /// <summary>A command that can't be followed.</summary>
    /// <param name="Reason">One of <see cref="RefusalReasons"/>.</param>
    /// <param name="Detail">What was wrong, in one sentence of plain text. It quotes nothing that could mention anyone or break out of a code span.</param>
    public sealed record RefusedCommand(string Reason, string Detail) : ParsedComment;
}
