namespace TaskRelay.Web.Notifications.Outgoing;

/// <summary>The <c>Notifications</c> section: where webhooks of people may go.</summary>
public sealed class OutgoingOptions
{
    public const string Section = "Notifications";

    /// <summary>Addresses without TLS too: what is sent can then be read on its way.</summary>
    public bool AllowHttp { get; set; }

    /// <summary>
    /// Addresses within the operator's own networks too, and on this machine: everybody who may sign in can then make
    /// this server send requests there.
    /// </summary>
    public bool AllowPrivateTargets { get; set; }
}
