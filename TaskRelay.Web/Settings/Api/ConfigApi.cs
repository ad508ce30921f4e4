using TaskRelay.Web.Auth;

namespace TaskRelay.Web.Settings.Api;

/// <summary>Routes of people's settings and credentials: everybody has their own.</summary>
public static class ConfigApi
{
    private const string Json = "application/json";

    /// <summary>Maps them.</summary>
    public static IEndpointRouteBuilder MapConfigApi(this IEndpointRouteBuilder app)
    {
        var config = app.MapGroup("/api/config").WithTags("Config").RequireAuthorization().RequireScope(ApiScopes.ConfigWrite);
        config.ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);

        config.MapGet("", ConfigEndpoints.ReadAsync)
            .WithName("GetConfig")
            .WithSummary("The caller's settings.")
            .WithDescription("The instance's values stand in for what was never chosen. Holds no secret.")
            .Produces<ConfigView>();

        Changes(config.MapPut("", ConfigEndpoints.SaveAsync))
            .WithName("SaveConfig")
            .WithSummary("Replaces the caller's settings.")
            .WithDescription("version is the one that was read: 409 config_changed when it is not the newest any more. Read-only members may come back and are ignored; every other member must be there. Secrets are never touched.")
            .Accepts<ConfigView>(isOptional: true, Json)
            .Produces<ConfigView>()
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict);

        config.MapGet("/providers", CredentialEndpoints.ListProviders)
            .WithName("ListProviders")
            .WithSummary("The providers that credentials may be entered for, and the agents that use each.")
            .Produces<ProviderList>();

        config.MapGet("/provider-credentials", CredentialEndpoints.ListAsync)
            .WithName("ListProviderCredentials")
            .WithSummary("What is stored for each provider, without any value.")
            .Produces<CredentialList>();

        Changes(config.MapPut("/provider-credentials", CredentialEndpoints.SaveAsync))
            .WithName("SaveProviderCredentials")
            .WithSummary("Stores and removes credentials of one provider.")
            .WithDescription("null removes a value, absent members stay. Values are encrypted and never shown again beyond their last four characters.")
            .Accepts<CredentialUpdate>(isOptional: true, Json)
            .Produces<CredentialList>()
            .ProducesProblem(StatusCodes.Status404NotFound);

        Changes(config.MapPut("/credentials", CredentialEndpoints.SaveShortAsync))
            .WithName("SaveCredentials")
            .WithSummary("The short form: one key each for Anthropic, OpenAI and Amp.")
            .WithDescription("null removes a key, absent members stay.")
            .Accepts<ShortCredentials>(isOptional: true, Json)
            .Produces<CredentialList>();

        Changes(config.MapPut("/fly", FlyEndpoints.SaveAsync))
            .WithName("SaveFly")
            .WithSummary("Changes the part about Fly, with its token.")
            .WithDescription("A blank or absent token keeps the stored one; other absent members keep their value. With validate, Fly is asked first, and nothing is saved unless it says yes. The settings get their next version.")
            .Accepts<FlyUpdate>(isOptional: true, Json)
            .Produces<ConfigView>()
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status502BadGateway);

        Changes(config.MapPost("/validate/anthropic", ValidationEndpoints.AnthropicAsync))
            .WithName("ValidateAnthropic")
            .WithSummary("Asks Anthropic whether a key is good; without one, the stored one.")
            .Accepts<AnthropicQuestion>(isOptional: true, Json)
            .Produces<CheckAnswer>();

        Changes(config.MapPost("/validate/fly", ValidationEndpoints.FlyAsync))
            .WithName("ValidateFly")
            .WithSummary("Asks Fly whether a token is good and reaches an app; what is not given is taken from the settings.")
            .Accepts<FlyQuestion>(isOptional: true, Json)
            .Produces<CheckAnswer>();
        return app;
    }

    /// <summary>What a body can be wrong with, and a store that can't be written.</summary>
    private static RouteHandlerBuilder Changes(RouteHandlerBuilder route) => route
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status415UnsupportedMediaType)
        .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
}
