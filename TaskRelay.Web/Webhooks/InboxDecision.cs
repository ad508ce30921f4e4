using TaskRelay.Web.Commands;
using TaskRelay.Web.Settings;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Webhooks;

/// <summary>What a delivery means, before the store has said whether it is new.</summary>
public abstract record InboxDecision
{
    private InboxDecision()
    {
    }

    /// <summary>A ping.</summary>
    public sealed record Pong : InboxDecision;

    /// <summary>Nothing to do.</summary>
    public sealed record Ignore(string Reason) : InboxDecision;

    /// <summary>A mention in the wrong place: a <c>confused</c> reaction and nothing else.</summary>
    public sealed record Confused : InboxDecision;

    /// <summary>A new task, and what the command said; the rest comes from the writer's settings when it is stored.</summary>
    public sealed record Start(RelayTask Task, TaskWish Wish) : InboxDecision;

    /// <summary>A verb for a task that exists.</summary>
    public sealed record Control(ControlVerb Verb) : InboxDecision;

    /// <summary>Something that bears on tasks which exist; when none is concerned it is ignored for that reason.</summary>
    public sealed record Follow(ExternalChange Change, string Reason) : InboxDecision;

    /// <summary>A command that can't be followed; the text goes to the issue.</summary>
    public sealed record Refuse(string Reason, string Reply) : InboxDecision;
}
