using TaskRelay.Web.Http;

namespace TaskRelay.Web.Diagnostics.Startup;

/// <summary>The address at which people and GitHub reach TaskRelay.</summary>
internal sealed class PublicUrlCheck(PublicAddress address, IConfiguration configuration) : IStartupCheck
{
    public string Name => "public_url";

    public bool IsRequired => false;

    public Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken)
    {
        const string remedy = "Set PublicUrl to the https address of the proxy before TaskRelay, such as https://relay.example.com.";
        var result = (address.IsHttps, address.Value.IsLoopback, configuration["PublicUrl"] is { Length: > 0 }) switch
        {
            (true, _, true) or (_, true, true) => CheckResult.Pass(Name, false, $"People reach TaskRelay at {address.Origin}."),
            (_, _, false) => CheckResult.Warn(Name, false, $"PublicUrl is not set: links and sign-in use {address.Origin}.", remedy),
            _ => CheckResult.Warn(Name, false, $"{address.Origin} is not https: sessions travel unprotected.", remedy),
        };
        return Task.FromResult<IReadOnlyList<CheckResult>>([result]);
    }
}
