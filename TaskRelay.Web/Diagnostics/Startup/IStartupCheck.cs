namespace TaskRelay.Web.Diagnostics.Startup;

/// <summary>One family of looks. It may be asked at any time, changes nothing, and is given up after five seconds.</summary>
public interface IStartupCheck
{
    /// <summary>Name under which it is told when it does not end.</summary>
    string Name { get; }

    /// <summary>Whether TaskRelay is not ready without it.</summary>
    bool IsRequired { get; }

    /// <summary>What it counts as when it does not end.</summary>
    CheckStatus WhenUnfinished => IsRequired ? CheckStatus.Fail : CheckStatus.Warn;

    /// <summary>Looks.</summary>
    Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancellationToken);
}
