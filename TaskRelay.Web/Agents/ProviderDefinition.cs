namespace TaskRelay.Web.Agents;

/// <summary>Somebody who serves models, and the variables that carry their keys.</summary>
/// <param name="Id">Lower case word, as in <c>Agents:NAME:Provider</c>.</param>
/// <param name="Name">For people.</param>
/// <param name="DocsUrl">Where a key is got.</param>
/// <param name="Credentials">The first one is what an agent's definition names.</param>
public sealed record ProviderDefinition(string Id, string Name, string DocsUrl, IReadOnlyList<CredentialDefinition> Credentials);

/// <summary>One credential of a provider.</summary>
/// <param name="Name">The environment variable that agents read it from.</param>
/// <param name="Label">For people.</param>
/// <param name="Required">An agent of this provider can't run without it.</param>
public sealed record CredentialDefinition(string Name, string Label, bool Required);
