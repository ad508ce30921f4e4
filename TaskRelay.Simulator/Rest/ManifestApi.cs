using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator.Rest;

/// <summary>The last step of the manifest flow: a code against the App's secrets, which are told this once.</summary>
internal static class ManifestApi
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/app-manifests/{code}/conversions", (RestContext rest, ManifestStore store, string code) =>
        {
            if (store.Take(code) is not { } registered)
                return Answer.NotFound();
            rest.State.Register(registered.Manifest, registered.Name, registered.Owner);
            return Answer.Created(rest.Shape.AppWithSecrets());
        });
}
