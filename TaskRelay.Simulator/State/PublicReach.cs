using System.Net;
using System.Net.Sockets;

namespace TaskRelay.Simulator.State;

/// <summary>Where GitHub is willing to send webhooks: nowhere that only this machine or its own network knows.</summary>
internal static class PublicReach
{
    public static bool Includes(Uri url)
    {
        if (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address))
            return !IPAddress.IsLoopback(address) && !IsPrivate(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);
        return url.Host.Contains('.', StringComparison.Ordinal)
            && !url.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase) && !url.Host.EndsWith(".local", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsPrivate(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? address.IsIPv6LinkLocal || address.IsIPv6UniqueLocal || address.Equals(IPAddress.IPv6Any)
            : bytes[0] is 0 or 10 || (bytes[0] == 172 && bytes[1] is >= 16 and < 32) || (bytes[0] == 192 && bytes[1] == 168)
                || (bytes[0] == 169 && bytes[1] == 254) || (bytes[0] == 100 && bytes[1] is >= 64 and < 128);
    }
}
