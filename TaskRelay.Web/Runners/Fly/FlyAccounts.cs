using Microsoft.Extensions.Options;
using TaskRelay.Web.Settings;

namespace TaskRelay.Web.Runners.Fly;

/// <summary>The instance's own account.</summary>
internal sealed class FlyAccounts(IOptionsMonitor<FlyOptions> options) : IFlyAccounts
{
    public Task<FlyAccountAnswer> ForAsync(Guid taskId, CancellationToken cancellationToken) => Task.FromResult<FlyAccountAnswer>(
        Instance() is { } account
            ? new FlyAccountAnswer.Found(account)
            : new FlyAccountAnswer.Missing("There is no Fly account to run on: set Fly:ApiToken and Fly:AppName."));

    public Task<IReadOnlyList<FlyAccount>> AllAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<FlyAccount>>(Instance() is { } account ? [account] : []);

    private FlyAccount? Instance() => options.CurrentValue is { ApiToken.Length: > 0, AppName.Length: > 0 } fly
        ? new FlyAccount { AppName = fly.AppName, Token = fly.ApiToken, Region = fly.Region, Cpus = fly.Cpus, MemoryMb = fly.MemoryMb }
        : null;
}
