using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using TaskRelay.Web.Audit;
using TaskRelay.Web.Components.Admin;
using TaskRelay.Web.Diagnostics.Keys;
using TaskRelay.Web.Diagnostics.Startup;
using TaskRelay.Web.Queue.Pausing;
using TaskRelay.Web.Webhooks;
using TaskRelay.Web.Webhooks.Deliveries;

namespace TaskRelay.Web.Tests.Components;

/// <summary>Parts of the administration: checks, decisions, pauses, addresses.</summary>
public sealed class AdminPartsTests : BunitContext
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    public AdminPartsTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddSingleton<TimeProvider>(new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Now));
    }

    [Fact]
    public void A_check_that_fails_says_what_it_saw_what_to_do_and_which_key_in_both_spellings()
    {
        var row = Render<CheckRow>(parameters => parameters
            .Add(part => part.Name, "webhook_secret")
            .Add(part => part.Result, CheckResult.Fail("webhook_secret", true, "No <b>secret</b>.", "Set GitHub:WebhookSecret to it."))
            .Add(part => part.Took, TimeSpan.FromMilliseconds(12.4)));
        Assert.Equal("failed", row.Find("[data-check]").GetAttribute("data-state"));
        Assert.Equal("Failed", row.Find(".badge").TextContent.Trim());
        Assert.NotEmpty(row.FindAll(".badge svg"));
        Assert.Contains("No <b>secret</b>.", row.Find(".check-saw").TextContent, StringComparison.Ordinal);
        Assert.Equal(["GitHub:WebhookSecret", "GitHub__WebhookSecret"], row.FindAll("[data-copy]").Select(button => button.GetAttribute("data-copy")));
        Assert.Equal("12 ms", row.Find(".check-time").TextContent.Trim());
        Assert.Contains("required", row.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_check_under_way_shows_what_it_found_before_and_no_time()
    {
        var row = Render<CheckRow>(parameters => parameters
            .Add(part => part.Name, "disk_space").Add(part => part.IsPending, true).Add(part => part.Took, TimeSpan.FromSeconds(2))
            .Add(part => part.Result, CheckResult.Pass("disk_space", false, "Enough.")));
        Assert.Equal("checking", row.Find("[data-check]").GetAttribute("data-state"));
        Assert.Contains("Enough.", row.Markup, StringComparison.Ordinal);
        Assert.Equal("", row.Find(".check-time").TextContent.Trim());
        Assert.Contains("Not looked at yet", Render<CheckRow>(parameters => parameters.Add(part => part.Name, "clock").Add(part => part.IsPending, true)).Markup, StringComparison.Ordinal);
        Assert.Equal("some new look", CheckWords.Of("some_new_look").Title);
    }

    [Fact]
    public void All_checks_taken_together_are_a_sentence_and_a_text_to_send_on()
    {
        var (pass, warn, fail) = (CheckResult.Pass("a", true, "Good."), CheckResult.Warn("b", false, "Hm.", "Look."), CheckResult.Fail("c", false, "Bad.", "Mend."));
        Assert.Equal(("good", "All 1 checks pass: TaskRelay can do its work."), Words(StartupStatus.Ready, pass));
        Assert.Equal(("warning", "Everything that is required works. 1 warning."), Words(StartupStatus.Degraded, pass, warn));
        Assert.Equal(("error", "Something that is required does not work. 1 check fails, 1 warning."), Words(StartupStatus.NotReady, pass, warn, fail));
        Assert.Equal(
            "TaskRelay 1.0, start-up check of 2026-11-24 12:00:00 UTC\nPASSED  a: Good.\nWARNING b: Hm.\n        Look.\n",
            CheckSummary.Text(new StartupReport(StartupStatus.Degraded, "1.0", [pass, warn]), Now));

        static (string, string) Words(StartupStatus status, params CheckResult[] checks)
        {
            var summary = CheckSummary.Of(new StartupReport(status, "1.0", checks));
            return (summary.Tone, summary.Words);
        }
    }

    [Fact]
    public void Keys_are_found_in_words_each_once_and_nothing_that_is_none()
    {
        Assert.Equal(
            ["GitHub:AppId", "GitHub:PrivateKeyPath", "PublicUrl", "Runners:Local:Sandbox"],
            MentionedKeys.In("Set GitHub:AppId, github.com: GitHub:AppId or GitHub:PrivateKeyPath; PublicUrl. Nobody:Reads:This. Runners:Local:Sandbox"));
        Assert.Empty(MentionedKeys.In(null));
        Assert.Equal("Runners__Local__Sandbox", MentionedKeys.Variable("Runners:Local:Sandbox"));
    }

    [Fact]
    public void A_decision_names_the_rule_that_ended_it_and_asks_none_behind_it()
    {
        var delivery = new Delivery
        {
            Id = Guid.NewGuid(),
            Event = "issue_comment",
            Action = "created<i>",
            ReceivedAt = Now,
            Outcome = DeliveryOutcome.Ignored,
            Reason = IgnoreReasons.BotAuthor,
            SenderId = 7,
        };
        var list = Render<DecisionList>(parameters => parameters.Add(part => part.Rules, DecisionTrace.Of(delivery)).Add(part => part.Outcome, delivery.Outcome));
        Assert.Equal(
            ["passed", "passed", "passed", "failed", "not_reached", "not_reached", "not_reached", "not_reached", "not_reached"],
            list.FindAll("[data-rule]").Select(rule => rule.GetAttribute("data-result")));
        var ended = list.Find("[data-result=failed]");
        Assert.Equal("author_is_person", ended.GetAttribute("data-rule"));
        Assert.Contains("Ended it here", ended.TextContent, StringComparison.Ordinal);
        Assert.Contains("user 7", ended.TextContent, StringComparison.Ordinal);
        Assert.Contains("issue_comment.created<i>", list.Find("[data-rule=event_used]").TextContent, StringComparison.Ordinal);
        Assert.Empty(list.FindAll("i"));
        Assert.Contains("Ignored", list.Find(".rule-end").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "Drained: nothing runs")]
    [InlineData(1, "Draining: 1 still runs")]
    [InlineData(3, "Draining: 3 still run")]
    public void A_pause_says_whether_it_is_drained_or_how_many_still_run(int running, string words)
    {
        var facts = Render<PauseFacts>(parameters => parameters.Add(part => part.Pause, new PauseView("octo/hello", Now, "maintainer", "<b>moving</b>", running, running == 0)));
        Assert.Contains(words, facts.Markup, StringComparison.Ordinal);
        Assert.Equal("<b>moving</b>", facts.Find(".pause-reason").TextContent);
    }

    [Theory]
    [InlineData(" an upgrade ", "an upgrade", true)]
    [InlineData("  ", null, true)]
    [InlineData("two\nlines", "two\nlines", false)]
    public void A_reason_is_one_line(string given, string? kept, bool isGood)
    {
        Assert.Equal(kept, PauseReason.Read(given));
        Assert.Equal(isGood, PauseReason.Problem(given) is null);
        Assert.NotNull(PauseReason.Problem(new string('x', PauseReason.MaxLength + 1)));
    }

    [Fact]
    public void What_is_wanted_of_the_inbox_and_of_the_audit_log_is_all_in_the_address()
    {
        var wish = DeliveryAddress.Read("rejected", "issues", " octo/hello ", "no_command", "2026-11-01", "2026-11-24");
        Assert.Equal("/admin/deliveries?outcome=rejected&event=issues&repository=octo%2Fhello&q=no_command&from=2026-11-01&to=2026-11-24&before=C", DeliveryAddress.Of(wish, "C"));

        // What there was nothing to do about is shown to who asks for it, or searches.
        Assert.True(new DeliveryWish().Filter.LeavesIgnored);
        Assert.False(wish.Filter.LeavesIgnored);
        Assert.False(DeliveryAddress.Read("all", null, null, null, null, null).Filter.LeavesIgnored);
        Assert.Equal("/admin/deliveries?outcome=all", DeliveryAddress.Of(DeliveryAddress.Read("all", null, null, null, null, null)));
        Assert.False(DeliveryAddress.Read(null, null, null, "4711", null, null).Filter.LeavesIgnored);
        Assert.Equal(new DeliveryWish(), DeliveryAddress.Read("lost", " ", "", null, "yesterday", "9999-12-31"));
        Assert.Equal(new DateTimeOffset(2026, 11, 25, 0, 0, 0, TimeSpan.Zero), wish.Filter.To);
        var audit = AuditAddress.Read("@writer", "denied", "task", "2026-11-01", null);
        Assert.Equal("/admin/audit?actor=@writer&action=denied&q=task&from=2026-11-01", AuditAddress.Of(audit));
        Assert.Equal("/api/audit/export?format=csv&actor=@writer&action=denied&q=task&from=2026-11-01T00%3A00%3A00.000Z", AuditAddress.Export(audit, "csv"));
        Assert.Contains(AuditActions.DeliveryReplayed, AuditActions.All);
    }

    [Theory]
    [InlineData("task 0199f0c2-0000-7000-8000-000000000000", "/tasks/0199f0c2-0000-7000-8000-000000000000")]
    [InlineData("delivery 0199f0c2-0000-7000-8000-000000000000", "/admin/deliveries/0199f0c2-0000-7000-8000-000000000000")]
    [InlineData("user 7", "/admin/users?q=7")]
    [InlineData("task javascript:alert(1)", null)]
    [InlineData("anthropic ANTHROPIC_API_KEY", null)]
    [InlineData(null, null)]
    public void A_target_leads_to_its_page_where_it_has_one(string? target, string? href) => Assert.Equal(href, AuditTarget.Href(target));
}
