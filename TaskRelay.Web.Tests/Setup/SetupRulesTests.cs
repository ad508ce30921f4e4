using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Auth.Setup;
using TaskRelay.Web.Setup;
using TaskRelay.Web.Tests.Postgres;
using TaskRelay.Web.Tests.Relay;

namespace TaskRelay.Web.Tests.Setup;

/// <summary>The pure rules of set-up.</summary>
public sealed class SetupRulesTests
{
    [Theory]
    [InlineData("http://localhost:5000", false)]
    [InlineData("http://relay", false)]
    [InlineData("https://relay.local", false)]
    [InlineData("http://127.0.0.1", false)]
    [InlineData("http://[::1]:80", false)]
    [InlineData("http://[fd00::1]", false)]
    [InlineData("http://10.1.2.3", false)]
    [InlineData("http://172.20.0.1", false)]
    [InlineData("http://192.168.0.2", false)]
    [InlineData("http://169.254.1.1", false)]
    [InlineData("http://100.64.0.1", false)]
    [InlineData("http://0.0.0.0", false)]
    [InlineData("https://relay.example.com", true)]
    [InlineData("https://8.8.8.8", true)]
    [InlineData("https://172.32.0.1", true)]
    public void Github_reaches_only_what_is_public(string address, bool isReached) => Assert.Equal(isReached, PublicReach.Includes(new Uri(address)));

    [Theory]
    [InlineData("https://relay.example.com", "webhook", true)]
    [InlineData("https://relay.example.com", "poll", false)]
    public async Task A_manifest_names_every_address_and_a_webhook_only_where_one_is_wished(string publicUrl, string ingest, bool hasHook)
    {
        await using var relay = await RelayHost.StartAsync(new Dictionary<string, string?> { ["PublicUrl"] = publicUrl });
        using var json = JsonDocument.Parse(AppManifest.Compose(relay.Services.GetRequiredService<AppAddresses>(), AppWish.Of("user", "", "", ingest)!));
        var manifest = json.RootElement;
        Assert.Equal(publicUrl, manifest.GetProperty("url").GetString());
        Assert.Equal($"{publicUrl}/setup/app/created", manifest.GetProperty("redirect_url").GetString());
        Assert.Equal($"{publicUrl}/api/auth/github/callback", manifest.GetProperty("callback_urls")[0].GetString());
        Assert.Equal($"{publicUrl}/api/auth/github/installed", manifest.GetProperty("setup_url").GetString());
        Assert.False(manifest.GetProperty("public").GetBoolean());
        Assert.InRange(manifest.GetProperty("name").GetString()!.Length, 1, 34);
        Assert.Equal("write", manifest.GetProperty("default_permissions").GetProperty("pull_requests").GetString());
        Assert.Equal(["issue_comment", "issues", "pull_request"], manifest.GetProperty("default_events").EnumerateArray().Select(one => one.GetString()));
        Assert.Equal(hasHook, manifest.TryGetProperty("hook_attributes", out var hook));
        Assert.Equal(hasHook ? $"{publicUrl}/api/webhooks/github" : null, hasHook ? hook.GetProperty("url").GetString() : null);
    }

    [Fact]
    public void What_the_configuration_says_of_administrators_outranks_set_up()
    {
        var none = new Administrators(new ConfigurationBuilder().Build());
        Assert.True(none.Includes(7, [Administrators.BySetup]));
        Assert.False(none.Includes(7, ["octocat"]));
        var named = new Administrators(new ConfigurationBuilder().AddInMemoryCollection([new("Administrators", "octocat, #setup")]).Build());
        Assert.False(named.Includes(7, [Administrators.BySetup]));
        Assert.True(named.Includes(7, ["octocat"]));
    }

    [Fact]
    public void Every_error_has_words_and_what_stands_in_an_address_is_never_shown()
    {
        Assert.All(SetupErrors.All, code => Assert.DoesNotContain("Try once more.", TaskRelay.Web.Components.Pages.SetupWords.Of(code)!.Remedy, StringComparison.Ordinal));
        Assert.DoesNotContain("script", TaskRelay.Web.Components.Pages.SetupWords.Of("<script>")!.ToString(), StringComparison.Ordinal);
    }
}

/// <summary>Codes and the first administrator on each database.</summary>
public abstract class SetupCodesTests(TestStore store)
{
    [Fact]
    public async Task A_new_code_takes_the_place_of_the_same_instances_last_one()
    {
        await using var relay = await RelayHost.StartAsync(await store.NewAsync());
        var codes = relay.Services.GetRequiredService<SetupCodes>();
        var first = SetupCode.Hash(await codes.RenewAsync(TestContext.Current.CancellationToken));
        Assert.True(await codes.IsGoodAsync(first, TestContext.Current.CancellationToken));
        var second = SetupCode.Hash(await codes.RenewAsync(TestContext.Current.CancellationToken));
        Assert.False(await codes.IsGoodAsync(first, TestContext.Current.CancellationToken));
        Assert.True(await codes.IsGoodAsync(second, TestContext.Current.CancellationToken));
        await codes.EndAsync(TestContext.Current.CancellationToken);
        Assert.False(await codes.AnyAsync(TestContext.Current.CancellationToken));
    }

    public sealed class OnSqlite() : SetupCodesTests(TestStore.Sqlite);

    public sealed class OnPostgres() : SetupCodesTests(TestStore.Postgres);
}
