using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace TaskRelay.Web.Notifications.Outgoing;

/// <summary>
/// Opens the connections of outgoing webhooks. A name is looked up here and the address that was judged is the one that
/// is connected to, so that a name which leads elsewhere the next moment gains nothing.
/// </summary>
public sealed class TargetConnector(IOptionsMonitor<OutgoingOptions> options)
{
    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var target = context.DnsEndPoint;
        var found = IPAddress.TryParse(target.Host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(target.Host, cancellationToken);
        var allowed = options.CurrentValue.AllowPrivateTargets ? found : [.. found.Where(TargetNetworks.IsPublic)];
        if (allowed.Length == 0)
        {
            throw new TargetRefusedException("The address leads into a private network; webhooks only go to the public Internet.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, target.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
