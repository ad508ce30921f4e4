namespace TaskRelay.Web.Tasks.Outbox;

/// <summary>Ways to tell GitHub something.</summary>
public enum OutboxKind
{
    /// <summary>A reaction on the command's comment.</summary>
    Reaction,

    /// <summary>The task's one comment, edited in place.</summary>
    StatusComment,

    /// <summary>A comment that answers a command which made no task.</summary>
    Reply,

    /// <summary>A short comment that mentions who asked, at an end without a pull request.</summary>
    Mention,

    /// <summary>A refusal for lack of permission: told once for each person and issue.</summary>
    Refusal,
}
