namespace TaskRelay.Web.Tests.Simulator;

public sealed class ManyAtOnceTests : SimulatorTestBase
{
    [Fact]
    public async Task Many_callers_at_once_lose_nothing_and_double_nothing()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        Host.App.WebhookUrl = receiver.Url;
        var target = (await Host.State.CommentAsync(Hello, 2, "writer", "target", Cancelled)).Comment;

        await Parallel.ForEachAsync(Enumerable.Range(0, 60), Cancelled, async (i, cancellationToken) =>
        {
            var app = Host.Octokit(Host.State.CreateInstallationToken(Hello));
            await app.Issue.Comment.Create("octo", "hello", 1, $"number {i}");
            await app.Reaction.IssueComment.Create("octo", "hello", target.Id, new Octokit.NewReaction(Octokit.ReactionType.Eyes));
            await Host.State.CommentAsync(Hello, 1, "writer", $"also {i}", cancellationToken);
        });
        await Task.WhenAll(Host.Deliveries.Select(delivery => delivery.Completion)).WaitAsync(TimeSpan.FromSeconds(120), Cancelled);

        var comments = Host.State.Comments(Hello, 1);
        Assert.Equal(120, comments.Count);
        Assert.Equal(120, comments.Select(comment => comment.Id).Distinct().Count());
        Assert.Single(Host.State.Reactions(target));
        Assert.Equal(121, receiver.Received.Select(told => told.Headers["X-GitHub-Delivery"]).Distinct().Count());
    }
}
