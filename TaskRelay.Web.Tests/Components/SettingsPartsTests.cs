using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor.Services;
using TaskRelay.Web.Components.Parts;
using TaskRelay.Web.Components.Settings;
using TaskRelay.Web.Notifications.Outgoing;
using TaskRelay.Web.Settings;
using TaskRelay.Web.Settings.Checks;
using TaskRelay.Web.Settings.Editing;
using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Tests.Components;

/// <summary>The parts of the settings: conflicts to choose from, secrets that are never shown, failures told apart.</summary>
public sealed class SettingsPartsTests : BunitContext
{
    private const string Secret = "sk-typed-by-a-person-1234";

    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    public SettingsPartsTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(Now));
    }

    [Fact]
    public void A_draft_holds_only_what_differs_and_goes_on_from_what_others_stored()
    {
        var draft = new ConfigDraft(View());
        draft["settings.maxAttempts"] = "7";
        draft["agents.claude.enabled"] = "false";
        draft["agents.claude.enabled"] = "true";
        Assert.Equal("settings.maxAttempts", Assert.Single(draft.Changes).Key);
        draft["fly.appName"] = "mine";
        draft.Rebase(View() with { Version = 5, Settings = new LimitChoice(7, 60, 2) }, ["fly.appName"]);
        Assert.False(draft.IsChanged);
        Assert.Equal(("7", "", 5), (draft["settings.maxAttempts"], draft["fly.appName"], draft.Base.Version));
    }

    [Fact]
    public void Fields_keep_the_form_of_what_they_stand_for()
    {
        var config = ConfigLeaves.Of(View());
        Assert.True(ConfigLeaves.Write(config, "settings.maxAttempts", "4") && ConfigLeaves.Write(config, "fly.region", "") && ConfigLeaves.Write(config, "agents.claude.model", "opus"));
        Assert.Contains("\"maxAttempts\":4", config.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("\"region\":null", config.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("opus", ConfigLeaves.Read(config, "agents.claude.model"));
        Assert.True(ConfigLeaves.Write(config, "settings.maxAttempts", "many"));
        Assert.Contains("\"maxAttempts\":\"many\"", config.ToJsonString(), StringComparison.Ordinal);
        Assert.False(ConfigLeaves.Write(config, "agents.gone.model", "x"));
        Assert.Equal("claude: in use", ConfigFields.NameOf("agents.claude.enabled"));
    }

    [Fact]
    public void A_conflict_shows_both_values_as_text_and_hands_on_what_was_chosen()
    {
        IReadOnlyList<string>? givenUp = null;
        ConfigConflict[] fields = [new("defaultAgent", "codex", "scribe"), new("fly.appName", "<i>mine</i>", "")];
        var panel = Render<ConflictPanel>(parameters => parameters
            .Add(part => part.Fields, fields)
            .Add(part => part.Chosen, EventCallback.Factory.Create<IReadOnlyList<string>>(this, chosen => givenUp = chosen)));
        Assert.Equal(["scribe", "codex", "(empty)", "<i>mine</i>"], panel.FindAll(".conflict-value").Select(value => value.TextContent));
        Assert.Empty(panel.FindAll("i"));
        panel.FindAll("input")[3].Change(true);
        panel.Find("button").Click();
        Assert.Equal(["defaultAgent"], givenUp);
    }

    [Fact]
    public void A_typed_secret_goes_out_once_and_is_never_rendered()
    {
        var stored = new List<string>();
        var tested = new List<string?>();
        var card = Render<CredentialCard>(parameters => parameters
            .Add(part => part.Credential, new CredentialView("ANTHROPIC_API_KEY", true, CredentialView.Own, "4321", Now, null))
            .Add(part => part.Label, "API key")
            .Add(part => part.CanTest, true)
            .Add(part => part.Store, value =>
            {
                stored.Add(value);
                return Task.FromResult(true);
            })
            .Add(part => part.Test, EventCallback.Factory.Create<string?>(this, tested.Add)));
        Assert.Contains("…4321", card.Markup, StringComparison.Ordinal);
        card.FindAll("button")[0].Click();
        var field = card.Find("input");
        Assert.Equal(("password", "off"), (field.GetAttribute("type"), field.GetAttribute("autocomplete")));
        Assert.Null(field.GetAttribute("value"));
        field.Change(Secret);
        card.FindAll("button").Single(button => button.TextContent == "Test before saving").Click();
        card.Find("form").Submit();
        Assert.Equal([Secret], tested);
        Assert.Equal([Secret], stored);
        Assert.DoesNotContain(Secret, card.Markup, StringComparison.Ordinal);
        Assert.Empty(card.FindAll("input"));
    }

    [Fact]
    public void Every_way_that_a_key_can_be_told_of_has_a_word_of_its_own()
    {
        string[] codes =
        [
            CheckCodes.Ok, CheckCodes.Invalid, CheckCodes.InsufficientScope, CheckCodes.AppNotFound, CheckCodes.Unreachable, CheckCodes.Unreadable, CheckCodes.Missing,
        ];
        Assert.Equal(codes.Length, codes.Select(code => CheckWords.Of(code).Text).Distinct().Count());
        Assert.Equal(codes.Length, codes.Select(code => CheckWords.Of(code).Icon).Distinct().Count());
        var lost = new CredentialView("X", true, CredentialView.Own, null, Now, new CredentialValidation(CheckCodes.Unreadable, Now, CheckCodes.UnreadableWords));
        Assert.Equal(CheckWords.Of(CheckCodes.Unreadable), CheckWords.Of(lost));
    }

    [Fact]
    public void A_deliverys_answer_is_text_whatever_the_receiver_wrote()
    {
        var delivery = new WebhookDeliveryView(
            Guid.NewGuid(), Guid.NewGuid(), "msg_1", OutgoingEvents.Failed, Guid.NewGuid(), WebhookDeliveryState.Pending, Now, Now.AddMinutes(5),
            [new WebhookAttemptView(2, Now, 500, 12, "<script>alert(1)</script>"), new WebhookAttemptView(1, Now, null, 15_000, "No answer within 15 seconds.")]);
        var row = Render<DeliveryRow>(parameters => parameters.Add(part => part.Delivery, delivery).Add(part => part.Webhook, "<b>mine</b>"));
        Assert.Empty(row.FindAll("script, .delivery-to b"));
        Assert.Equal("500, 2 tries", row.Find(".delivery-last").TextContent);
        Assert.Equal("Retrying", row.Find(".badge").TextContent);
    }

    private static ConfigView View() => new(
        3, "claude", "local", new Dictionary<string, AgentChoice> { ["claude"] = new(true, null, TaskPriority.Normal, null) },
        new FlyChoice(null, null, 2, 2048, false), new RepositoryChoice(RepositoryChoice.All, ["octo/hello"]), new LimitChoice(3, 60, 2), Now);
}
