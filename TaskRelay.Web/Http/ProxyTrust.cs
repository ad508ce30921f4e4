using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using TaskRelay.Web.Diagnostics;

namespace TaskRelay.Web.Http;

/// <summary>
/// Whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed: the proxies of <c>Http:KnownProxies</c> and
/// nobody else, those on this machine neither. Set last, so that no environment variable of the framework widens it.
/// </summary>
public sealed class ProxyTrust(IConfiguration configuration) : IPostConfigureOptions<ForwardedHeadersOptions>
{
    /// <summary>The key.</summary>
    public const string Key = "Http:KnownProxies";

    /// <inheritdoc />
    public void PostConfigure(string? name, ForwardedHeadersOptions options)
    {
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var entry in ConfigurationLists.Read(configuration.GetSection(Key)))
        {
            if (IPAddress.TryParse(entry, out var address))
            {
                options.KnownProxies.Add(address);
            }
            else if (System.Net.IPNetwork.TryParse(entry, out var network))
            {
                options.KnownIPNetworks.Add(network);
            }
        }

        // The name of the host never comes from a header: links are made of the public address.
        options.ForwardedHeaders = options.KnownProxies.Count + options.KnownIPNetworks.Count == 0
            ? ForwardedHeaders.None
            : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;

        // From the last hop back, as long as each is a known proxy.
        options.ForwardLimit = null;
    }
}
