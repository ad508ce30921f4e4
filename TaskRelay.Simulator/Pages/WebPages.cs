namespace TaskRelay.Simulator.Pages;

/// <summary>The web side: what a person sees in a browser.</summary>
internal static class WebPages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/assets/simulator.css", () => Results.Text(StyleSheet.Text, "text/css; charset=utf-8"));
        routes.MapGet("/avatars/{id:long}.svg", (PageContext page, long id) =>
        {
            var letter = Html.Encode(page.State.FindUser(id)?.Login[..1].ToUpperInvariant() ?? "G");
            return Results.Text($"""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><circle cx="20" cy="20" r="20" fill="hsl({id * 67 % 360} 45% 42%)"/><text x="20" y="27" font-family="sans-serif" font-size="19" font-weight="600" fill="#fff" text-anchor="middle">{letter}</text></svg>
                """, "image/svg+xml");
        });
        var pages = routes.MapGroup("").AddEndpointFilter<FormGuard>();
        RepositoryPages.Map(pages);
        CodePages.Map(pages);
        IssueListPages.Map(pages);
        ConversationPages.Map(pages);
        PullPages.Map(pages);
        DeliveryPages.Map(pages);
        AppPages.Map(pages);
        ManifestPages.Map(routes, pages);
    }
}
