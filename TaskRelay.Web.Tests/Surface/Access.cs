namespace TaskRelay.Web.Tests.Surface;

/// <summary>Who may call an endpoint: each class has one set of answers for every kind of caller.</summary>
public enum Access
{
    /// <summary>Anyone; who asks makes no difference.</summary>
    Anyone,

    /// <summary>Signed-in people, each for themselves.</summary>
    Person,

    /// <summary>A task's state: its owner always, others while they may push to its repository.</summary>
    TaskState,

    /// <summary>All of a task: only while its repository can be pushed to, the owner too.</summary>
    WholeTask,

    /// <summary>A thing that belongs to one person.</summary>
    OwnThing,

    /// <summary>Administrators.</summary>
    Administrator,

    /// <summary>Who shows a credential of the endpoint's own; a session means nothing.</summary>
    Credential,

    /// <summary>Pages for signed-in people: others are sent to sign in.</summary>
    Page,

    /// <summary>The pages' circuit.</summary>
    Circuit,
}
