using System.Net;
using TaskRelay.Web.Notifications.Outgoing;

namespace TaskRelay.Web.Tests.Outgoing;

/// <summary>Where webhooks never go, whatever somebody enters.</summary>
public sealed class TargetTests
{
    [Theory]
    [InlineData("127.0.0.1"), InlineData("0.0.0.0"), InlineData("10.1.2.3"), InlineData("172.16.0.1"), InlineData("172.31.255.255"), InlineData("192.168.1.1")]
    [InlineData("169.254.169.254"), InlineData("100.64.0.1"), InlineData("198.18.0.1"), InlineData("224.0.0.1"), InlineData("255.255.255.255"), InlineData("::"), InlineData("::1")]
    [InlineData("fe80::1"), InlineData("fd00:ec2::254"), InlineData("ff02::1"), InlineData("::ffff:10.0.0.1"), InlineData("::ffff:169.254.169.254"), InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::"), InlineData("2001:0:7f00:1::"), InlineData("2001:db8::1"), InlineData("::127.0.0.1")]
    public void An_address_of_somebodys_own_network_is_not_public(string address) => Assert.False(TargetNetworks.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("1.1.1.1"), InlineData("172.32.0.1"), InlineData("140.82.121.4"), InlineData("2606:4700::1111"), InlineData("::ffff:1.1.1.1")]
    public void One_of_the_internet_is(string address) => Assert.True(TargetNetworks.IsPublic(IPAddress.Parse(address)));

    [Fact]
    public async Task A_name_that_leads_inside_is_refused_when_it_is_connected_to_and_a_redirect_is_not_followed()
    {
        await using var rig = await OutgoingRig.StartAsync(allowPrivate: false);
        var store = rig.Get<WebhookStore>();
        foreach (var url in new[] { rig.Receiver.Url, "http://localhost/x", "http://[::1]/x", "http://169.254.169.254/latest", "http://2130706433/", "ftp://example.com", "http://me:word@example.com", "http://example.com/#x", "no address" })
        {
            var refused = await store.CreateAsync(OutgoingRig.Writer, false, new WebhookWish(null, url, OutgoingEvents.All), Web.Auth.ActorExtensions.Actor(OutgoingRig.Writer), CancellationToken.None);
            Assert.Contains("url", Assert.IsType<WebhookAnswer.Invalid>(refused).Errors.Keys);
        }

        // A name that led outside when it was entered, and leads here since.
        var made = await store.CreateAsync(
            OutgoingRig.Writer, false, new WebhookWish(null, "https://hooks.example", OutgoingEvents.All), Web.Auth.ActorExtensions.Actor(OutgoingRig.Writer), CancellationToken.None);
        var id = Assert.IsType<WebhookAnswer.Done>(made).Endpoint.Id;
        var inside = rig.Receiver.Url.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        await rig.WriteAsync((scope, _) => Task.FromResult(scope.Execute("UPDATE webhook_endpoints SET url = @p1 WHERE id = @p0", id, inside)));
        await rig.EndedAsync();
        await rig.NotedAsync(1);
        var attempt = Assert.Single(await rig.AttemptsAsync());
        Assert.Null(attempt.Status);
        Assert.Contains("private network", attempt.Answer, StringComparison.Ordinal);
        Assert.Empty(rig.Receiver.Requests);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_an_answer_without_end_is_cut()
    {
        await using var rig = await OutgoingRig.StartAsync();
        await rig.AddEndpointAsync();
        rig.Receiver.Answer = context =>
        {
            context.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        };
        await rig.EndedAsync();
        await rig.NotedAsync(1);
        Assert.Equal(302, (await rig.AttemptsAsync())[0].Status);
        rig.Receiver.Answers(200, new string('x', 100_000));
        await rig.EndedAsync();
        await rig.NotedAsync(2);
        Assert.Equal(500, (await rig.AttemptsAsync()).Single(attempt => attempt.Status == 200).Answer!.Length);
        Assert.All(rig.Receiver.Requests, request => Assert.Equal("/hook", request.Path));
    }
}
