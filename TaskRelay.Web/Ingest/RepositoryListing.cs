using TaskRelay.Web.Queue.Serving;
using TaskRelay.Web.Settings.Repositories;

namespace TaskRelay.Web.Ingest;

/// <summary>Installations and repositories as one person may deal with them.</summary>
/// <param name="Installations">By account.</param>
/// <param name="Repositories">By full name.</param>
/// <param name="Trouble">What GitHub did not give, in words; null when all is there.</param>
public sealed record RepositoryListing(IReadOnlyList<AppInstallation> Installations, IReadOnlyList<ListedRepository> Repositories, string? Trouble);

/// <summary>A repository that the App is installed on.</summary>
/// <param name="Id">GitHub's id.</param>
/// <param name="FullName"><c>owner/name</c>.</param>
/// <param name="Description">As it describes itself; null where the person can't reach it themselves.</param>
/// <param name="IsPrivate">Whether only those see it who were given access; null where that is not known.</param>
/// <param name="IsArchived">Read-only: no task can work there.</param>
/// <param name="IsServed">Its account is served.</param>
/// <param name="MayChange">The person administers it, or this TaskRelay. Asked again when they do.</param>
/// <param name="Settings">What was decided for it; null where nothing was.</param>
public sealed record ListedRepository(
    long Id, string FullName, string? Description, bool? IsPrivate, bool IsArchived, bool IsServed, bool MayChange, RepositorySettings? Settings)
{
    /// <summary>How it stands.</summary>
    public RepositoryState State => this switch
    {
        { IsServed: false } => RepositoryState.NotServed,
        { IsArchived: true } => RepositoryState.Archived,
        { Settings.Enabled: false } => RepositoryState.Off,
        { Settings.PausedAt: not null } => RepositoryState.Paused,
        _ => RepositoryState.On,
    };
}
