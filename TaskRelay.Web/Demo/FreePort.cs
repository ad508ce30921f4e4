using System.Net;
using System.Net.Sockets;

namespace TaskRelay.Web.Demo;

/// <summary>Finds a port that nobody listens on.</summary>
internal static class FreePort
{
    /// <summary>The first free loopback port from <paramref name="first"/> on.</summary>
    public static int From(int first)
    {
        for (var port = first; port < first + 100; port++)
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: the next one.
            }
        }

        throw new InvalidOperationException($"No free port between {first} and {first + 99}.");
    }
}
