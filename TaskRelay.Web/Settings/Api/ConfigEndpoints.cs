using TaskRelay.Web.Auth;
using TaskRelay.Web.Http;

namespace TaskRelay.Web.Settings.Api;

/// <summary>Reads and replaces settings.</summary>
internal static class ConfigEndpoints
{
    public static async Task<IResult> ReadAsync(HttpContext context, ConfigQueries queries) =>
        TypedResults.Ok(await queries.OfAsync(Caller.Of(context.User)!.Id, context.RequestAborted));

    public static async Task<IResult> SaveAsync(HttpContext context, ConfigReader reader, ConfigStore store)
    {
        var (json, problem) = await JsonBody.ReadAsync(context.Request, JsonBody.Settings, context.RequestAborted);
        if (json is not { } body)
        {
            return problem!;
        }

        return reader.Read(body) switch
        {
            ConfigReading.Invalid(var errors) => ProblemResults.Invalid(errors),
            ConfigReading.NoSuchAgent => ProblemResults.Problem(
                StatusCodes.Status404NotFound, "agent_not_found", "The settings name an agent that this TaskRelay does not have; GET /api/config lists those that it has."),
            ConfigReading.Ok(var change) =>
                await store.SaveAsync(Caller.Of(context.User)!.Id, change, context.Actor(), context.RequestAborted) is { } saved
                    ? TypedResults.Ok(saved)
                    : Changed(),
            _ => throw new InvalidOperationException("A reading has three forms."),
        };
    }

    public static IResult Changed() => ProblemResults.Problem(
        StatusCodes.Status409Conflict, "config_changed", "The settings were changed since they were read. Read them again, then repeat the change.");
}
