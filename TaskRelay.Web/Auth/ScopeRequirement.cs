namespace TaskRelay.Web.Auth;

/// <summary>Endpoint metadata: the scope that an API token needs here. An endpoint without it takes sessions only.</summary>
public sealed record ScopeRequirement(string Scope);

/// <summary>Puts it on endpoints.</summary>
public static class ScopeRequirementExtensions
{
    /// <summary>Lets API tokens in that have the scope; sessions always pass.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder builder, string scope)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new ScopeRequirement(scope));
}
