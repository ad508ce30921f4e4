using System.Net;
using System.Net.Sockets;

namespace TaskRelay.Web.Security;

/// <summary>Where a request comes from: the peer, or what a configured proxy says of it.</summary>
public static class CallerAddress
{
    private const int NetworkBytes = 8;

    /// <summary>The address, an IPv4 one always in its own form.</summary>
    public static string? Of(HttpContext context) => Plain(context)?.ToString();

    /// <summary>Whose requests are counted together: an IPv4 address, or the /64 that an IPv6 subscriber has to themselves.</summary>
    public static string NetworkOf(HttpContext context)
    {
        var address = Plain(context);
        if (address is not { AddressFamily: AddressFamily.InterNetworkV6 })
        {
            return address?.ToString() ?? "unknown";
        }

        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, NetworkBytes, bytes.Length - NetworkBytes);
        return new IPAddress(bytes) + "/64";
    }

    private static IPAddress? Plain(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        return address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
    }
}
