using TaskRelay.Web.Agents;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Http;

namespace TaskRelay.Web.Settings.Api;

/// <summary>Providers and the credentials that people have entered for them.</summary>
internal static class CredentialEndpoints
{
    /// <summary>Providers of the short form; each member is the provider's id.</summary>
    private static readonly string[] Short = ["anthropic", "openai", "amp"];

    public static IResult ListProviders(ProviderCatalogue providers, AgentCatalogue agents)
    {
        var all = agents.All();
        return TypedResults.Ok(new ProviderList(
        [
            .. providers.All.Select(provider => new ProviderView(
                provider.Id,
                provider.Name,
                provider.DocsUrl,
                [.. provider.Credentials.Select(credential => new ProviderCredentialView(credential.Name, credential.Label, credential.Required))],
                [.. all.Where(agent => provider.Credentials.Any(credential => credential.Name == agent.CredentialName)).Select(agent => agent.Name)])),
        ]));
    }

    public static async Task<IResult> ListAsync(HttpContext context, CredentialViews views) =>
        TypedResults.Ok(await views.OfAsync(Caller.Of(context.User)!.Id, context.RequestAborted));

    public static async Task<IResult> SaveAsync(HttpContext context, ProviderCatalogue providers, SecretStore store, CredentialViews views)
    {
        var (body, problem) = await ReadAsync(context);
        if (body is null)
        {
            return problem!;
        }

        var (id, values) = (body.Text("provider"), body.Object("values"));
        body.End();
        if (body.Errors.Count > 0)
        {
            return ProblemResults.Invalid(body.Errors);
        }

        if (providers.Find(id!) is not { } provider)
        {
            return ProblemResults.Problem(
                StatusCodes.Status404NotFound, "provider_not_found", "There is no such provider here; GET /api/config/providers lists them.");
        }

        var changes = new List<SecretStore.Change>();
        foreach (var name in values!.Names.Where(name => provider.Credentials.Any(credential => credential.Name == name)))
        {
            changes.Add(new SecretStore.Change(provider.Id, name, ValueOf(values, name)));
        }

        foreach (var name in values.Names.Where(name => changes.All(change => change.Name != name)))
        {
            values.Fail(name, $"{provider.Name} has no such credential; it has {string.Join(", ", provider.Credentials.Select(credential => credential.Name))}.");
        }

        return body.Errors.Count > 0 ? ProblemResults.Invalid(body.Errors) : await StoreAsync(context, changes, store, views);
    }

    public static async Task<IResult> SaveShortAsync(HttpContext context, ProviderCatalogue providers, SecretStore store, CredentialViews views)
    {
        var (body, problem) = await ReadAsync(context);
        if (body is null)
        {
            return problem!;
        }

        var changes = Short
            .Where(body.Has)
            .Select(id => new SecretStore.Change(id, providers.VariableOf(id)!, ValueOf(body, id)))
            .ToList();
        body.End();
        return body.Errors.Count > 0 ? ProblemResults.Invalid(body.Errors) : await StoreAsync(context, changes, store, views);
    }

    private static async Task<(JsonFields? Body, IResult? Problem)> ReadAsync(HttpContext context)
    {
        var (json, problem) = await JsonBody.ReadAsync(context.Request, JsonBody.Settings, context.RequestAborted);
        return json is not { } element ? (null, problem) : JsonFields.Of(element) is { } body ? (body, null) : (null, JsonBody.Malformed());
    }

    private static string? ValueOf(JsonFields fields, string name)
    {
        if (fields.TextOrNull(name) is not { } value)
        {
            return null;
        }

        if (SecretRules.Fault(value) is { } fault)
        {
            fields.Fail(name, fault);
        }

        return SecretRules.Trimmed(value);
    }

    private static async Task<IResult> StoreAsync(HttpContext context, IReadOnlyList<SecretStore.Change> changes, SecretStore store, CredentialViews views)
    {
        if (changes.Count > 0)
        {
            await store.SaveAsync(Caller.Of(context.User)!.Id, changes, context.Actor(), context.RequestAborted);
        }

        return await ListAsync(context, views);
    }
}
