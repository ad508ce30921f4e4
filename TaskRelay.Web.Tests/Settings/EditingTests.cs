using TaskRelay.Web.Audit;
using TaskRelay.Web.Settings;
using TaskRelay.Web.Settings.Editing;
using TaskRelay.Web.Tests.Auth;

namespace TaskRelay.Web.Tests.Settings;

/// <summary>Pages that save on top of what others changed meanwhile.</summary>
public sealed class EditingTests(SharedDashboard shared) : IClassFixture<SharedDashboard>
{
    private const string Key = "GROQ_API_KEY";

    private Dashboard World => shared.World;

    [Fact]
    public async Task Two_pages_that_change_different_fields_both_save_and_hear_of_each_other()
    {
        var user = await UserAsync("reader");
        var (one, other) = (await DraftAsync(user), await DraftAsync(user));
        one[ConfigFields.FlyApp] = "my-app";
        other[ConfigFields.MaxAttempts] = "5";
        Assert.IsType<ConfigSaving.Saved>(await SaveAsync(user, one));
        var saved = Assert.IsType<ConfigSaving.Saved>(await SaveAsync(user, other));
        Assert.Equal([ConfigFields.FlyApp], saved.ChangedElsewhere);
        Assert.Equal(("my-app", 5), (saved.Now.Fly.AppName, saved.Now.Settings.MaxAttempts));
    }

    [Fact]
    public async Task The_same_field_is_not_overwritten_until_somebody_has_chosen()
    {
        var user = await UserAsync("maintainer");
        var (one, other) = (await DraftAsync(user), await DraftAsync(user));
        one[ConfigFields.Timeout] = "20";
        other[ConfigFields.Timeout] = "30";
        other[ConfigFields.FlyRegion] = "fra";
        await SaveAsync(user, one);
        var conflict = Assert.IsType<ConfigSaving.Conflict>(await SaveAsync(user, other));
        Assert.Equal(new ConfigConflict(ConfigFields.Timeout, "30", "20"), Assert.Single(conflict.Fields));
        Assert.Null((await DraftAsync(user)).Base.Fly.Region);

        other.Rebase(conflict.Now, [ConfigFields.Timeout]);
        var saved = Assert.IsType<ConfigSaving.Saved>(await SaveAsync(user, other));
        Assert.Equal((20, "fra"), (saved.Now.Settings.TaskTimeoutMinutes, saved.Now.Fly.Region));
    }

    [Fact]
    public async Task What_is_wrong_is_told_by_field_and_nothing_is_saved()
    {
        var user = await UserAsync("writer");
        var draft = await DraftAsync(user);
        (draft[ConfigFields.MaxAttempts], draft[ConfigFields.FlyCpus], draft[ConfigFields.FlyApp]) = ("many", "3", "NOT AN APP");
        var invalid = Assert.IsType<ConfigSaving.Invalid>(await SaveAsync(user, draft));
        Assert.Equal([ConfigFields.FlyApp, ConfigFields.FlyCpus, ConfigFields.MaxAttempts], invalid.Errors.Keys.Order());
    }

    [Fact]
    public async Task A_credential_that_somebody_else_replaced_is_not_overwritten_unseen()
    {
        var user = await UserAsync("writer");
        var desk = World.Get<CredentialDesk>();
        var views = World.Get<CredentialViews>();
        Assert.IsType<CredentialSaving.Saved>(await desk.SaveAsync(user, Key, "gsk_first-value-0001", null, AuditActor.System, default));
        Assert.IsType<CredentialSaving.Changed>(await desk.SaveAsync(user, Key, "gsk_other-value-0002", null, AuditActor.System, default));
        var shown = (await views.OfAsync(user, default)).Items.Single(provider => provider.Provider == "groq").Credentials[0];
        Assert.Equal("0001", shown.LastFour);
        Assert.IsType<CredentialSaving.Invalid>(await desk.SaveAsync(user, Key, "two\nlines", shown.UpdatedAt, AuditActor.System, default));
        Assert.IsType<CredentialSaving.Saved>(await desk.SaveAsync(user, Key, null, shown.UpdatedAt, AuditActor.System, default));
        Assert.IsType<CredentialSaving.Changed>(await desk.SaveAsync(user, Key, null, shown.UpdatedAt, AuditActor.System, default));
    }

    private async Task<long> UserAsync(string login)
    {
        using var browser = await World.SignInAsync(login);
        return World.GitHub.State.User(login).Id;
    }

    private async Task<ConfigDraft> DraftAsync(long user) => new(await World.Get<ConfigQueries>().OfAsync(user, default));

    private Task<ConfigSaving> SaveAsync(long user, ConfigDraft draft) => World.Get<ConfigDesk>().SaveAsync(user, draft, AuditActor.System, default);
}
