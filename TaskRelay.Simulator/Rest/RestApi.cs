namespace TaskRelay.Simulator.Rest;

/// <summary>The whole API. It is served at the root, and below <c>/api/v3</c> as on Enterprise Server.</summary>
internal static class RestApi
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("").WithMetadata(new ApiEndpoint());
        AppApi.Map(api);
        ManifestApi.Map(api);
        DeliveriesApi.Map(api);
        AccountsApi.Map(api);
        MetaApi.Map(api);
        RepositoriesApi.Map(api);
        IssuesApi.Map(api);
        CommentsApi.Map(api);
        ReactionsApi.Map(api);
        PullsApi.Map(api);
        PullContentsApi.Map(api);
        ReviewsApi.Map(api);
        GitDataApi.Map(api);
        // What GitHub has and this does not is told in GitHub's way, never by a page.
        foreach (var prefix in new[] { "/repos", "/repositories", "/app", "/app-manifests", "/user", "/users", "/orgs", "/installation", "/applications", "/search", "/graphql" })
            api.Map(prefix + "/{**rest}", () => Answer.NotFound());
    }
}
