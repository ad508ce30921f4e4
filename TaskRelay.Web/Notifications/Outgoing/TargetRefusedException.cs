namespace TaskRelay.Web.Notifications.Outgoing;

/// <summary>A name leads to no address that webhooks may go to. The one way out of a connection's beginning is an exception.</summary>
public sealed class TargetRefusedException(string message) : IOException(message);
