using System.Globalization;

namespace TaskRelay.Web.GitHubData;

/// <summary>Where a repository stands in the list: by full name whatever its case, then by id. Its text is the list's cursor.</summary>
internal readonly record struct RepositoryOrder(string Name, long Id) : IComparable<RepositoryOrder>
{
    public static RepositoryOrder Of(GitHubRepository repository) => new(repository.FullName.ToLowerInvariant(), repository.Id);

    public int CompareTo(RepositoryOrder other) =>
        string.CompareOrdinal(Name, other.Name) is var byName and not 0 ? byName : Id.CompareTo(other.Id);

    public override string ToString() => $"{Id.ToString(CultureInfo.InvariantCulture)} {Name}";

    /// <summary>The reverse of <see cref="ToString"/>; null for anything else.</summary>
    public static RepositoryOrder? Parse(string text) =>
        text.Split(' ', 2) is [var id, var name] && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new RepositoryOrder(name, number)
            : null;
}
