namespace TaskRelay.Web.Runners;

/// <summary>The runners by name.</summary>
public sealed class RunnerRegistry(IEnumerable<ITaskRunner> runners)
{
    private readonly Dictionary<string, ITaskRunner> _byName = runners.ToDictionary(runner => runner.Name, StringComparer.Ordinal);

    /// <summary>Names of those whose workers only their own server reaches.</summary>
    public IReadOnlyList<string> Tied { get; } = [.. runners.Where(runner => runner.IsTiedToServer).Select(runner => runner.Name)];

    /// <summary>The runner of that name, or null.</summary>
    public ITaskRunner? Find(string name) => _byName.GetValueOrDefault(name);
}
