using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using TaskRelay.Web.Components.Steps;
using TaskRelay.Web.Diagnostics.Startup;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Settings;
using TaskRelay.Web.Setup;
using TaskRelay.Web.Webhooks;

namespace TaskRelay.Web.Tests.Components;

/// <summary>What each step of set-up says, from the facts alone.</summary>
public sealed class SetupStepsTests : BunitContext
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private static readonly SetupFacts Nothing = new()
    {
        Checks = [CheckResult.Fail("github_app", true, "Neither id nor private key of the App are set.", "Set them."), CheckResult.Pass("runner", true, "The local runner can start workers.")],
        Slug = null,
        Configured = [],
        TakesWebhooks = true,
        Polls = false,
        Installations = null,
        Credentials = [],
        Agents = [],
        Runner = "local",
        Trial = null,
        Command = null,
        LastDelivery = null,
    };

    public SetupStepsTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddSingleton<TimeProvider>(new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Now));
    }

    [Fact]
    public void At_first_one_step_is_to_do_and_the_rest_comes_later()
    {
        Assert.Equal(StepState.ToDo, SetupSteps.App(Nothing).State);
        Assert.Equal(StepState.Later, SetupSteps.Installation(Nothing).State);
        Assert.Equal(StepState.ToDo, SetupSteps.Key(Nothing).State);
        Assert.Equal(StepState.ToDo, SetupSteps.Runner(Nothing).State);
        Assert.Equal(StepState.Later, SetupSteps.Comment(Nothing).State);
        Assert.False(SetupSteps.IsWhole(Nothing));
    }

    [Fact]
    public void A_configured_app_that_is_incomplete_fails_with_its_remedy()
    {
        var step = SetupSteps.App(Nothing with { Configured = ["GitHub:AppId"] });
        Assert.Equal((StepState.Failing, "Set them."), (step.State, step.Remedy));
        var warned = SetupSteps.App(Nothing with { Checks = [CheckResult.Pass("github_app", true, "ok"), CheckResult.Warn("github_webhook", false, "Webhooks go elsewhere.", "Set it.")] });
        Assert.Equal((StepState.Failing, "Webhooks go elsewhere."), (warned.State, warned.Summary));
    }

    [Fact]
    public void An_installation_that_nobody_serves_is_no_success()
    {
        Assert.Equal(StepState.Waiting, SetupSteps.Installation(Installed()).State);
        Assert.Equal(StepState.Done, SetupSteps.Installation(Installed(new SeenInstallation(1, "octo", false, true))).State);
        var strange = SetupSteps.Installation(Installed(new SeenInstallation(1, "strange", false, false)));
        Assert.Equal(StepState.Failing, strange.State);
        Assert.Contains("Admission:Accounts", strange.Remedy, StringComparison.Ordinal);
        Assert.Contains("suspended", SetupSteps.Installation(Installed(new SeenInstallation(1, "octo", true, true))).Summary, StringComparison.Ordinal);
        Assert.Equal(StepState.Failing, SetupSteps.Installation(Nothing with { Installations = new GitHubAnswer<IReadOnlyList<SeenInstallation>>.Unavailable("away", null) }).State);
    }

    [Fact]
    public void A_key_that_was_refused_since_is_told()
    {
        CredentialView Key(string? status) => new("ANTHROPIC_API_KEY", true, CredentialView.Own, "abcd", Now, status is null ? null : new CredentialValidation(status, Now, "Anthropic says so."));
        Assert.Equal(StepState.Done, SetupSteps.Key(Nothing with { Credentials = [new("anthropic", [Key("ok")])] }).State);
        Assert.Equal(StepState.Done, SetupSteps.Key(Nothing with { Credentials = [new("anthropic", [Key("unreachable")])] }).State);
        Assert.Equal(StepState.Failing, SetupSteps.Key(Nothing with { Credentials = [new("anthropic", [Key("invalid")])] }).State);
        Assert.Equal(StepState.Failing, SetupSteps.Key(Nothing with { Credentials = [new("anthropic", [Key("unreadable")])] }).State);
    }

    [Fact]
    public void A_runner_is_done_when_a_worker_was_seen_and_a_refused_command_is_not_the_end()
    {
        var passed = new RunnerTrial("local", true, "Seen.", null, Now);
        Assert.Equal(StepState.Done, SetupSteps.Runner(Nothing with { Trial = passed }).State);
        Assert.Equal(StepState.Failing, SetupSteps.Runner(Nothing with { Trial = passed with { Passed = false, Remedy = "Mend it." } }).State);
        Assert.Equal(StepState.Failing, SetupSteps.Runner(Nothing with { Trial = passed, Checks = [CheckResult.Fail("runner", true, "No git.", "Install git.")] }).State);
        var installed = Installed(new SeenInstallation(1, "octo", false, true));
        Assert.Equal(StepState.Waiting, SetupSteps.Comment(installed).State);
        var heard = new CommandSighting(Now, "octo/hello", 3, DeliveryOutcome.Accepted, null, DeliverySource.Webhook, Guid.CreateVersion7(), null);
        Assert.Equal(StepState.Done, SetupSteps.Comment(installed with { Command = heard }).State);
        Assert.Equal(StepState.Failing, SetupSteps.Comment(installed with { Command = heard with { Outcome = DeliveryOutcome.Rejected, Reason = "unknown_agent" } }).State);
    }

    [Theory]
    [InlineData(StepState.Done, "Done", false)]
    [InlineData(StepState.Failing, "Needs you", true)]
    [InlineData(StepState.ToDo, "To do", false)]
    [InlineData(StepState.Waiting, "Waiting", false)]
    public void A_card_tells_its_state_in_a_word_and_shows_text_as_text(StepState state, string word, bool isOpen)
    {
        var card = Render<StepCard>(parameters => parameters
            .Add(part => part.Name, "app").Add(part => part.Number, 2).Add(part => part.Title, "GitHub App")
            .Add(part => part.Step, new SetupStep(state, "<img src=x onerror=alert(1)>", "<script>alert(2)</script>")));
        Assert.Contains(word, card.Find(".step-state").TextContent, StringComparison.Ordinal);
        Assert.Equal(isOpen, card.Find("details").HasAttribute("open"));
        Assert.Empty(card.FindAll("img, script"));
    }

    [Fact]
    public void What_somebody_reads_is_not_folded_away_when_it_is_done()
    {
        var card = Render<StepCard>(parameters => parameters
            .Add(part => part.Name, "key").Add(part => part.Number, 4).Add(part => part.Title, "Key").Add(part => part.IsNext, true)
            .Add(part => part.Step, new SetupStep(StepState.ToDo, "No key.")));
        card.Render(parameters => parameters.Add(part => part.IsNext, false).Add(part => part.Step, new SetupStep(StepState.Done, "There is one.")));
        Assert.True(card.Find("details").HasAttribute("open"));
        card.Render(parameters => parameters.Add(part => part.Step, new SetupStep(StepState.Later, "Later.")));
        Assert.Empty(card.FindAll("details"));
    }

    private static SetupFacts Installed(params SeenInstallation[] seen) => Nothing with { Installations = new GitHubAnswer<IReadOnlyList<SeenInstallation>>.Ok(seen) };
}
