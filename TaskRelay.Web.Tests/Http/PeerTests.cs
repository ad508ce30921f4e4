using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TaskRelay.Web.Security;
using TaskRelay.Web.Tests.Auth;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Http;

/// <summary>Whose word is taken for where a request comes from, and how long a slow sender is waited for.</summary>
public sealed class PeerTests
{
    [Theory]
    [InlineData(null, "203.0.113.7", "127.0.0.1")]
    [InlineData("10.0.0.0/8", "203.0.113.7", "127.0.0.1")]
    [InlineData("127.0.0.1", "203.0.113.7", "203.0.113.7")]
    [InlineData("127.0.0.0/8, ::1", "203.0.113.7", "203.0.113.7")]
    [InlineData("127.0.0.1", "198.51.100.1, 203.0.113.7", "203.0.113.7")]
    [InlineData("127.0.0.1,203.0.113.0/24", "198.51.100.1, 203.0.113.7", "198.51.100.1")]
    [InlineData("127.0.0.1", "2001:db8::7", "2001:db8::7")]
    public async Task Only_known_proxies_say_where_a_request_comes_from(string? proxies, string forwarded, string address)
    {
        // The second setting is the one by which the framework would believe everybody.
        await using var relay = await RelayHost.StartAsync(new Dictionary<string, string?> { ["Http:KnownProxies"] = proxies, ["ForwardedHeaders_Enabled"] = "true" });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/tasks");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer trt_wrong");
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", forwarded);
        using var answer = await relay.Client.SendAsync(request);
        await Problems.ExpectAsync(answer, 401, "invalid_token");
        Assert.Equal(address, await relay.ReadAsync(db => db.AuditEntries.Select(entry => entry.Address).SingleAsync()));
    }

    [Fact]
    public async Task A_forwarded_host_decides_nothing()
    {
        await using var dashboard = await Dashboard.StartAsync(new Dictionary<string, string?> { ["Http:KnownProxies"] = "127.0.0.1" });
        using var browser = new TestBrowser(dashboard.Address);
        using var answer = await browser.GetAsync(
            "/api/auth/github", ("X-Forwarded-For", "203.0.113.7"), ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Proto", "https"), ("Host", "evil.example"));
        Assert.DoesNotContain("evil.example", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7", "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    public void Addresses_are_told_apart_by_what_a_subscriber_has(string peer, string address, string network)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(peer);
        Assert.Equal((address, network), (CallerAddress.Of(context), CallerAddress.NetworkOf(context)));
    }

    [Fact]
    public async Task A_sender_that_trickles_is_cut_off_within_15_seconds()
    {
        await using var relay = await RelayHost.StartAsync();
        var limits = relay.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;
        Assert.InRange(limits.RequestHeadersTimeout, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15));
        Assert.NotNull(limits.MinRequestBodyDataRate);
        Assert.InRange(limits.MinRequestBodyDataRate.GracePeriod, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10));
        Assert.InRange(limits.MinRequestBodyDataRate.BytesPerSecond, 100, 1000);
        Assert.True(limits.MaxRequestHeadersTotalSize <= 32 * 1024);
    }
}
