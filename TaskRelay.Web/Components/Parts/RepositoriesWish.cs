using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using TaskRelay.Web.Ingest;

namespace TaskRelay.Web.Components.Parts;

/// <summary>What somebody wants to see of the repositories, as the address says it.</summary>
/// <param name="Words">Each begins a word of the name or stands in the description.</param>
/// <param name="State">Only those in it.</param>
/// <param name="Page">From 1.</param>
public sealed record RepositoriesWish(string? Words, RepositoryState? State, int Page)
{
    /// <summary>Rows on a page.</summary>
    public const int PageSize = 50;

    private const string Path = "/repositories";

    /// <summary>The wish of an address.</summary>
    public static RepositoriesWish Read(string? words, string? state, int? page) =>
        new(string.IsNullOrWhiteSpace(words) ? null : words.Trim(), RepositoryStateLook.StateOf(state), Math.Max(page ?? 1, 1));

    /// <summary>The address of this wish.</summary>
    public string Address
    {
        get
        {
            var query = new QueryBuilder();
            if (Words is not null)
            {
                query.Add("q", Words);
            }

            if (State is { } state)
            {
                query.Add("state", RepositoryStateLook.NameOf(state));
            }

            if (Page > 1)
            {
                query.Add("page", Page.ToString(CultureInfo.InvariantCulture));
            }

            return Path + query;
        }
    }

    /// <summary>Those that the words mean, in whatever state.</summary>
    public IReadOnlyList<ListedRepository> Named(IEnumerable<ListedRepository> all)
    {
        var words = Words?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? [];
        return [.. all.Where(one => words.All(word =>
            one.FullName.Contains(word, StringComparison.OrdinalIgnoreCase) || one.Description?.Contains(word, StringComparison.OrdinalIgnoreCase) == true))];
    }
}
