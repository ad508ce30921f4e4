using System.Net;
using System.Net.Sockets;

namespace TaskRelay.Web.Setup;

/// <summary>Whether GitHub, from the public Internet, could reach an address. GitHub refuses webhook addresses that it can't.</summary>
public static class PublicReach
{
    /// <summary>Names that only a machine or its own network knows.</summary>
    private static readonly string[] PrivateEnds = [".localhost", ".local", ".internal", ".lan", ".home", ".home.arpa", ".corp", ".test", ".invalid", ".example"];

    /// <summary>Judged by the host alone: names are not looked up.</summary>
    public static bool Includes(Uri address)
    {
        var host = address.IdnHost.Trim('[', ']').TrimEnd('.');
        return IPAddress.TryParse(host, out var ip)
            ? IsPublic(ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip)
            : host.Contains('.', StringComparison.Ordinal) && !PrivateEnds.Any(end => host.EndsWith(end, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsPublic(IPAddress ip)
    {
        if (IPAddress.IsLoopback(ip))
        {
            return false;
        }

        if (ip.AddressFamily == AddressFamily.InterNetworkV6)
        {
            return !ip.IsIPv6LinkLocal && !ip.IsIPv6UniqueLocal && !ip.IsIPv6Multicast && !ip.Equals(IPAddress.IPv6Any);
        }

        return ip.GetAddressBytes() is not ([0 or 10 or 127 or >= 224, ..] or [172, >= 16 and < 32, ..] or [192, 168, ..] or [169, 254, ..] or [100, >= 64 and < 128, ..]);
    }
}
