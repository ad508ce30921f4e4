namespace TaskRelay.Web.Runners.Fly;

/// <summary>What Machines on Fly need: an image, an address to call, an account. Fly itself is not asked.</summary>
internal sealed class FlyReadiness(FlyMachineOrders orders, IFlyAccounts accounts) : IRunnerReadiness
{
    /// <inheritdoc />
    public string Runner => "fly";

    /// <inheritdoc />
    public async Task<IReadOnlyList<RunnerProblem>> LookAsync(CancellationToken cancellationToken) =>
        (await accounts.AllAsync(cancellationToken)).Count > 0
            ? orders.Problems()
            : [.. orders.Problems(), new("Nobody has a Fly account here.", "Set Fly:ApiToken and Fly:AppName, or enter a token and an app in the settings of Fly.")];
}
