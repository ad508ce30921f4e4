namespace TaskRelay.Web.Runners.Fly;

/// <summary>Which app and which token a task's Machines belong to.</summary>
internal interface IFlyAccounts
{
    /// <summary>The account that the task's Machines run in.</summary>
    Task<FlyAccountAnswer> ForAsync(Guid taskId, CancellationToken cancellationToken);

    /// <summary>Every account in which Machines of this instance may run, each app once.</summary>
    Task<IReadOnlyList<FlyAccount>> AllAsync(CancellationToken cancellationToken);
}
