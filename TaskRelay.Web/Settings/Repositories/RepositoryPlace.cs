namespace TaskRelay.Web.Settings.Repositories;

/// <summary>A repository that the App is installed on.</summary>
/// <param name="Id">GitHub's id.</param>
/// <param name="FullName">Its name now.</param>
public sealed record RepositoryPlace(long Id, string FullName);

/// <summary>What a caller who names a repository finds.</summary>
public abstract record RepositoryLookup
{
    private RepositoryLookup()
    {
    }

    /// <summary>The repository; its settings may be read, and perhaps changed.</summary>
    public sealed record Found(RepositoryPlace Place, bool MayChange) : RepositoryLookup;

    /// <summary>There is none, or none that the caller can write to: the two look alike.</summary>
    public sealed record Missing : RepositoryLookup;

    /// <summary>GitHub could not be asked.</summary>
    public sealed record Unknown(string Message) : RepositoryLookup;
}
