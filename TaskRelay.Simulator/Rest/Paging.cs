using Microsoft.AspNetCore.WebUtilities;

namespace TaskRelay.Simulator.Rest;

/// <summary><c>page</c> and <c>per_page</c>, with the Link header that clients follow.</summary>
internal static class Paging
{
    public static IEnumerable<T> Take<T>(HttpContext http, IReadOnlyList<T> items)
    {
        var size = Math.Clamp(Number(http, "per_page", 30), 1, 100);
        var page = Math.Max(1, Number(http, "page", 1));
        var last = Math.Max(1, (items.Count + size - 1) / size);
        List<string> links = [];
        if (page > 1)
            links.Add(Link(http, page - 1, "prev"));
        if (page < last)
        {
            links.Add(Link(http, page + 1, "next"));
            links.Add(Link(http, last, "last"));
        }
        if (page > 1)
            links.Add(Link(http, 1, "first"));
        if (links.Count > 0)
            http.Response.Headers.Link = string.Join(", ", links);
        return items.Skip((page - 1) * size).Take(size);
    }

    public static string Link(HttpContext http, string name, string value, string relation)
    {
        var request = http.Request;
        var query = request.Query.Where(pair => pair.Key != name).Append(new(name, value));
        var address = QueryHelpers.AddQueryString($"{request.Scheme}://{request.Host}{request.PathBase}{request.Path}", query);
        return $"<{address}>; rel=\"{relation}\"";
    }

    public static int Number(HttpContext http, string name, int otherwise) =>
        int.TryParse(http.Request.Query[name], out var number) ? number : otherwise;

    private static string Link(HttpContext http, int page, string relation) => Link(http, "page", page.ToString(), relation);
}
