using TaskRelay.Web.Auth;
using TaskRelay.Web.Http;
using TaskRelay.Web.Settings.Checks;

namespace TaskRelay.Web.Settings.Api;

/// <summary>Changes the part of the settings that is about Fly.</summary>
internal static class FlyEndpoints
{
    /// <summary>How often a change is made anew because another one came in between.</summary>
    private const int MaxTries = 5;

    public static async Task<IResult> SaveAsync(HttpContext context, ConfigQueries queries, ConfigStore store, SecretStore secrets, FlyCheck fly)
    {
        var (json, problem) = await JsonBody.ReadAsync(context.Request, JsonBody.Settings, context.RequestAborted);
        if (json is not { } body)
        {
            return problem!;
        }

        var (user, by) = (Caller.Of(context.User)!.Id, context.Actor());
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            // Absent members keep what is stored, so each attempt looks at it anew.
            var current = await queries.OfAsync(user, context.RequestAborted);
            if (JsonFields.Of(body) is not { } fields)
            {
                return JsonBody.Malformed();
            }

            var wish = Read(fields, current.Fly);
            if (wish is null)
            {
                return ProblemResults.Invalid(fields.Errors);
            }

            if (wish.Validate && await RefusalAsync(user, wish, secrets, fly, context.RequestAborted) is { } refusal)
            {
                return refusal;
            }

            if (await store.SaveFlyAsync(user, current.Version, wish.Fly, wish.Token, by, context.RequestAborted) is { } saved)
            {
                return TypedResults.Ok(saved);
            }
        }

        return ConfigEndpoints.Changed();
    }

    private static Wish? Read(JsonFields fields, FlyChoice current)
    {
        var token = fields.OptionalText("token");
        var appName = fields.Has("appName") ? fields.TextOrNull("appName") : current.AppName;
        var region = fields.Has("region") ? fields.TextOrNull("region") : current.Region;
        var cpus = fields.OptionalNumber("cpus") ?? current.Cpus;
        var memory = fields.OptionalNumber("memoryMb") ?? current.MemoryMb;
        var validate = fields.OptionalFlag("validate") ?? false;
        fields.End();
        token = string.IsNullOrWhiteSpace(token) ? null : token;
        if (token is not null && SecretRules.Fault(token) is { } fault)
        {
            fields.Fail("token", fault);
        }

        ConfigReader.CheckFly(fields, appName, region, cpus, memory);
        return fields.Errors.Count > 0
            ? null
            : new Wish(token is null ? null : SecretRules.Trimmed(token), new FlySize(appName, region, cpus, memory), validate);
    }

    private static async Task<IResult?> RefusalAsync(long user, Wish wish, SecretStore secrets, FlyCheck fly, CancellationToken cancellationToken)
    {
        var stored = wish.Token is null ? await secrets.FindAsync(user, FlyToken.Name, cancellationToken) : null;
        if ((wish.Token ?? stored?.Value) is not { } token)
        {
            return Failed(stored is null ? "There is no Fly token to ask with: enter one." : CheckCodes.UnreadableWords);
        }

        return await fly.AskAsync(token, wish.Fly.AppName, cancellationToken) switch
        {
            { IsOk: true } => null,
            { IsRefused: true } check => Failed(check.Message),
            var check => ProblemResults.Problem(StatusCodes.Status502BadGateway, "fly_unavailable", $"{check.Message} Nothing was saved."),
        };
    }

    private static IResult Failed(string message) =>
        ProblemResults.Problem(StatusCodes.Status400BadRequest, "fly_validation_failed", $"{message} Nothing was saved.");

    private sealed record Wish(string? Token, FlySize Fly, bool Validate);
}
