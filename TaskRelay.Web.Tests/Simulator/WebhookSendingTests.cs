using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Octokit.Webhooks.Events;
using TaskRelay.Simulator.Webhooks;

namespace TaskRelay.Web.Tests.Simulator;

public sealed class WebhookSendingTests : SimulatorTestBase
{
    [Fact]
    public async Task A_comment_is_told_signed_and_in_GitHubs_shape()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        Host.App.WebhookUrl = receiver.Url;

        var posted = await Host.State.CommentAsync(Hello, 1, "writer", "@taskrelay scribe – bitte <b>grüßen</b>", Cancelled);

        var (headers, body) = Assert.Single(receiver.Received);
        var signature = "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Host.App.WebhookSecret), body));
        Assert.Equal(signature, headers["X-Hub-Signature-256"]);
        Assert.Equal("issue_comment", headers["X-GitHub-Event"]);
        Assert.Equal(posted.Delivery!.Guid, headers["X-GitHub-Delivery"]);
        Assert.StartsWith("GitHub-Hookshot/", headers["User-Agent"]);
        Assert.DoesNotContain("traceparent", headers.Keys);
        var read = JsonSerializer.Deserialize<IssueCommentEvent>(body)!;
        Assert.Equal("created", read.Action);
        Assert.Equal(posted.Comment.Id, read.Comment.Id);
        Assert.Equal("@taskrelay scribe – bitte <b>grüßen</b>", read.Comment.Body);
        Assert.Equal("writer", read.Sender!.Login);
        Assert.Equal(Host.State.InstallationOf(Hello)!.Id, read.Installation!.Id);
        Assert.Equal("octo", read.Organization!.Login);
        Assert.Equal(Host.State.Repository(Hello).Id, read.Repository!.Id);
        Assert.Equal((202, "OK"), (posted.Delivery.StatusCode, posted.Delivery.Status));
    }

    [Fact]
    public async Task The_Apps_own_comment_comes_from_a_bot()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        Host.App.WebhookUrl = receiver.Url;

        await Host.Octokit(Host.State.CreateInstallationToken(Hello)).Issue.Comment.Create("octo", "hello", 1, "status");
        await Assert.Single(Host.Deliveries).Completion.WaitAsync(TimeSpan.FromSeconds(60), Cancelled);

        var read = JsonSerializer.Deserialize<IssueCommentEvent>(Assert.Single(receiver.Received).Body)!;
        Assert.Equal("taskrelay[bot]", read.Sender!.Login);
        Assert.Equal("Bot", read.Sender.Type.StringValue);
        Assert.Equal(Host.App.AppId, read.Comment.PerformedViaGithubApp!.Id);
    }

    [Fact]
    public async Task Nothing_is_sent_where_the_App_has_no_webhook_or_is_not_installed()
    {
        Assert.Null((await Host.State.CommentAsync(Hello, 1, "writer", "hi", Cancelled)).Delivery);
        Host.App.WebhookUrl = new Uri("http://127.0.0.1:9/");
        Host.State.RemoveFromInstallation(Hello);
        Assert.Null((await Host.State.CommentAsync(Hello, 1, "writer", "hi", Cancelled)).Delivery);
    }

    [Fact]
    public async Task A_delivery_to_an_App_that_is_away_is_kept_and_redelivered_on_request_with_its_guid()
    {
        var away = await WebhookReceiver.StartAsync();
        Host.App.WebhookUrl = away.Url;
        await away.DisposeAsync();
        var lost = (await Host.State.CommentAsync(Hello, 1, "writer", "hi", Cancelled)).Delivery!;
        Assert.Equal((502, "failed to connect to host"), (lost.StatusCode, lost.Status));
        await using var back = await WebhookReceiver.StartAsync(away.Url.Port);
        using var http = Host.Http(Host.AppToken());

        var listed = (await (await http.GetAsync("/app/hook/deliveries?per_page=100&status=failure", Cancelled)).JsonAsync()).AsArray();
        var asked = await http.PostAsync($"/app/hook/deliveries/{listed[0]!["id"]}/attempts", null, Cancelled);
        await Host.Deliveries[1].Completion.WaitAsync(TimeSpan.FromSeconds(60), Cancelled);

        Assert.Equal(202, (int)asked.StatusCode);
        Assert.Equal(lost.Guid, Assert.Single(back.Received).Headers["X-GitHub-Delivery"]);
        Assert.True(Host.Deliveries[1] is { Redelivery: true, StatusCode: 202 });
        var detail = await (await http.GetAsync($"/app/hook/deliveries/{Host.Deliveries[1].Id}", Cancelled)).JsonAsync();
        Assert.Equal("heard", detail["response"]!["payload"]!.GetValue<string>());
        Assert.Equal("hi", detail["request"]!["payload"]!["comment"]!["body"]!.GetValue<string>());
    }

    [Fact]
    public async Task Deliveries_are_listed_newest_first_by_cursor()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        Host.App.WebhookUrl = receiver.Url;
        for (var i = 0; i < 5; i++)
            await Host.State.CommentAsync(Hello, 1, "writer", $"number {i}", Cancelled);
        using var http = Host.Http(Host.AppToken());
        List<long> seen = [];

        for (var next = "/app/hook/deliveries?per_page=2"; next is not null;)
        {
            var answer = await http.GetAsync(next, Cancelled);
            seen.AddRange((await answer.JsonAsync()).AsArray().Select(item => item!["id"]!.GetValue<long>()));
            next = answer.Headers.TryGetValues("Link", out var link) ? link.Single().Split('<', '>')[1] : null;
        }

        Assert.Equal(Host.Deliveries.Select(delivery => delivery.Id).Reverse(), seen);
    }

    [Fact]
    public async Task Opening_and_closing_a_pull_request_is_told()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        Host.App.WebhookUrl = receiver.Url;
        Host.State.Commit(Hello, "fix", new Dictionary<string, string?> { ["a"] = "a" }, "Fix", "writer");
        var client = Host.Octokit(Host.State.User("writer").Token!);

        var pull = await client.PullRequest.Create("octo", "hello", new Octokit.NewPullRequest("x", "fix", "main"));
        await client.PullRequest.Update("octo", "hello", pull.Number, new Octokit.PullRequestUpdate { State = Octokit.ItemState.Closed });
        await Task.WhenAll(Host.Deliveries.Select(delivery => delivery.Completion)).WaitAsync(TimeSpan.FromSeconds(60), Cancelled);

        Assert.Equal(["opened", "closed"], Host.Deliveries.Select(delivery => delivery.Action));
        Assert.All(receiver.Received, told => Assert.Equal(pull.Id, JsonSerializer.Deserialize<PullRequestEvent>(told.Body)!.PullRequest.Id));
        Assert.All(Host.Deliveries, (WebhookDelivery delivery) => Assert.Equal("pull_request", delivery.Event));
    }
}
