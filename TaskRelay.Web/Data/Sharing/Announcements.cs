namespace TaskRelay.Web.Data.Sharing;

/// <summary>
/// Short words from other instances on the same store: ids of what changed and loops to wake, never contents. One may be
/// lost, so whoever listens also looks by itself now and then.
/// </summary>
public sealed class Announcements
{
    private volatile Action<string>[] _listeners = [];

    /// <summary>Calls <paramref name="listener"/> with each word that another instance said; it must be quick.</summary>
    public void Listen(Action<string> listener) => _listeners = [.. _listeners, listener];

    /// <summary>Hands on what was heard.</summary>
    public void Hear(string topic)
    {
        foreach (var listener in _listeners)
        {
            listener(topic);
        }
    }

    /// <summary>Nothing was heard for a while: whoever listens is told, and looks by itself.</summary>
    public void HearAfterSilence() => Hear(Silence);

    /// <summary>The word that stands for any that may have been missed.</summary>
    public const string Silence = "silence";
}
