using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;
using TaskRelay.Web.GitHub;

namespace TaskRelay.Web.Tests.GitHub;

public sealed class GitHubAppSourceTests
{
    [Fact]
    public async Task What_was_saved_counts_at_once_and_after_a_restart_and_secrets_are_stored_protected()
    {
        await using var github = await ScriptedGitHub.StartAsync([]);
        var source = github.Get<GitHubAppSource>();
        Assert.False(source.Current.CanSign);

        await source.SaveAsync(Change("11", "s3cret-webhook"), CancellationToken.None);

        Assert.Equal((11, "relay"), (source.Current.AppId, source.Current.Slug));
        Assert.Equal("s3cret-webhook", Encoding.UTF8.GetString(Assert.Single(source.Current.WebhookSecrets)));
        await source.LoadAsync(CancellationToken.None);
        Assert.True(source.Current.CanSign);
        await using var db = await github.Get<IDbContextFactory<RelayDbContext>>().CreateDbContextAsync();
        foreach (var row in await db.StoredSettings.ToListAsync())
        {
            var text = Encoding.UTF8.GetString(row.Value);
            Assert.DoesNotContain("s3cret", text, StringComparison.Ordinal);
            Assert.DoesNotContain("PRIVATE KEY", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Configuration_comes_before_the_store()
    {
        await using var github = await ScriptedGitHub.StartAsync(new() { ["GitHub:WebhookSecret"] = "configured" });
        var source = github.Get<GitHubAppSource>();

        await source.SaveAsync(Change("11", "stored"), CancellationToken.None);

        Assert.Equal("configured", Encoding.UTF8.GetString(source.Current.WebhookSecrets[0]));
        Assert.Equal(11, source.Current.AppId);
    }

    [Fact]
    public async Task Another_app_in_the_configuration_takes_nothing_from_the_stored_one()
    {
        await using var github = await ScriptedGitHub.StartAsync(new() { ["GitHub:AppId"] = "12" });
        var source = github.Get<GitHubAppSource>();

        await source.SaveAsync(Change("11", "stored"), CancellationToken.None);

        Assert.Equal(12, source.Current.AppId);
        Assert.Null(source.Current.PrivateKey);
        Assert.Empty(source.Current.WebhookSecrets);
    }

    [Fact]
    public async Task A_change_of_the_configuration_counts_without_a_restart_and_both_secrets_count_during_a_rotation()
    {
        await using var github = await ScriptedGitHub.StartAsync(new() { ["GitHub:WebhookSecret"] = "one" });
        var source = github.Get<GitHubAppSource>();

        github.Configuration["GitHub:WebhookSecret"] = "two";
        github.Configuration["GitHub:PreviousWebhookSecret"] = "one";
        github.Configuration.Reload();

        Assert.Equal(["two", "one"], source.Current.WebhookSecrets.Select(Encoding.UTF8.GetString));
    }

    [Fact]
    public async Task A_previous_secret_alone_accepts_nothing()
    {
        await using var github = await ScriptedGitHub.StartAsync(new() { ["GitHub:PreviousWebhookSecret"] = "one" });

        Assert.Empty(github.Get<GitHubAppSource>().Current.WebhookSecrets);
    }

    [Theory]
    [InlineData("not a key")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----")]
    public async Task An_unreadable_key_is_reported_and_nothing_throws(string key)
    {
        await using var github = await ScriptedGitHub.StartAsync(new() { ["GitHub:AppId"] = "1", ["GitHub:PrivateKey"] = key });

        Assert.Contains("private key", Assert.Single(github.Get<GitHubAppSource>().Current.Problems), StringComparison.Ordinal);
        Assert.IsType<GitHubAnswer<AccountInfo>.Unavailable>(await github.Get<RepositoryReader>().AppOwnerAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_key_may_carry_its_line_breaks_as_text_or_lie_in_a_file()
    {
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, ScriptedGitHub.Pem);
        await using var fromText = await ScriptedGitHub.StartAsync(new() { ["GitHub:AppId"] = "1", ["GitHub:PrivateKey"] = ScriptedGitHub.Pem.Replace("\n", "\\n", StringComparison.Ordinal) });
        await using var fromFile = await ScriptedGitHub.StartAsync(new() { ["GitHub:AppId"] = "1", ["GitHub:PrivateKeyPath"] = path });
        await using var missing = await ScriptedGitHub.StartAsync(new() { ["GitHub:AppId"] = "1", ["GitHub:PrivateKeyPath"] = path + ".missing" });

        Assert.True(fromText.Get<GitHubAppSource>().Current.CanSign);
        Assert.True(fromFile.Get<GitHubAppSource>().Current.CanSign);
        Assert.Single(missing.Get<GitHubAppSource>().Current.Problems);
        File.Delete(path);
    }

    [Fact]
    public void An_app_token_was_issued_a_minute_ago_and_lives_less_than_ten()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

        var claims = AppToken.Create(7, ScriptedGitHub.Pem, now).Split('.')[1];

        using var json = JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(claims));
        Assert.Equal("7", json.RootElement.GetProperty("iss").GetString());
        Assert.Equal(-60, json.RootElement.GetProperty("iat").GetInt64() - now.ToUnixTimeSeconds());
        Assert.InRange(json.RootElement.GetProperty("exp").GetInt64() - now.ToUnixTimeSeconds(), 1, 540);
    }

    private static GitHubAppChange Change(string appId, string webhookSecret) => new()
    {
        AppId = appId,
        Slug = "relay",
        PrivateKey = ScriptedGitHub.Pem,
        WebhookSecret = webhookSecret,
    };
}
