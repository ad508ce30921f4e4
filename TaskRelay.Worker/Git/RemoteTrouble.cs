using TaskRelay.Worker.Processes;

namespace TaskRelay.Worker.Git;

/// <summary>What git's words about a remote mean for what to do next.</summary>
internal enum RemoteTrouble
{
    /// <summary>Asking again will not help.</summary>
    Final,

    /// <summary>The token was not taken; a newer one may be.</summary>
    Authentication,

    /// <summary>The network or the server's bad moment.</summary>
    Passing,
}

/// <summary>Reads them; git's messages are stable under <c>LC_ALL=C</c>, and it has no other way to tell.</summary>
internal static class RemoteTroubles
{
    private static readonly string[] Authentication = ["Authentication failed", "could not read Username", "returned error: 401"];

    private static readonly string[] Passing =
    [
        "Could not resolve host", "Failed to connect", "Couldn't connect", "Connection reset", "Connection refused", "Connection timed out",
        "Operation timed out", "Operation too slow", "returned error: 429", "returned error: 5", "hung up", "early EOF", "RPC failed",
        "Empty reply from server", "gnutls_handshake", "SSL_ERROR", "Recv failure", "Send failure", "unexpected disconnect", "invalid index-pack output",
    ];

    public static RemoteTrouble Of(ProcessResult result)
    {
        if (Authentication.Any(word => result.Error.Contains(word, StringComparison.Ordinal)))
            return RemoteTrouble.Authentication;
        return result.TimedOut || Passing.Any(word => result.Error.Contains(word, StringComparison.Ordinal))
            ? RemoteTrouble.Passing
            : RemoteTrouble.Final;
    }
}
