namespace TaskRelay.Simulator.Rest;

/// <summary>Marks an endpoint as part of the REST API, as opposed to pages, OAuth and git.</summary>
internal sealed record ApiEndpoint(bool OwnBody = false);
