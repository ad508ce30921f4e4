namespace TaskRelay.Web.Auth;

/// <summary>A certificate for the Data Protection keys that can't be used; the message says what to do.</summary>
public sealed class KeyCertificateException(string key, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The configuration key that names it.</summary>
    public string Key => key;
}
