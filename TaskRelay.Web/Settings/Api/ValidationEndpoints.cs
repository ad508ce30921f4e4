using Microsoft.Extensions.Options;
using TaskRelay.Web.Agents;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Http;
using TaskRelay.Web.Settings.Checks;

namespace TaskRelay.Web.Settings.Api;

/// <summary>Real questions to providers. Where they are comes from the operator's configuration alone.</summary>
internal static class ValidationEndpoints
{
    public static async Task<IResult> AnthropicAsync(
        HttpContext context, AnthropicCheck anthropic, KeyChecks checks, SecretStore secrets, ProviderCatalogue providers, IOptionsMonitor<ProviderOptions> shared)
    {
        var (fields, problem) = await ReadAsync(context);
        if (problem is not null)
        {
            return problem;
        }

        var given = SecretOf(fields, "apiKey");
        fields?.End();
        if (fields is { Errors.Count: > 0 })
        {
            return ProblemResults.Invalid(fields.Errors);
        }

        if (given is not null)
        {
            return Answer(await anthropic.AskAsync(given, context.RequestAborted));
        }

        var name = providers.VariableOf(ProviderCatalogue.Anthropic)!;
        var own = await secrets.FindAsync(Caller.Of(context.User)!.Id, name, context.RequestAborted);
        if (own is { Value: null })
        {
            return Missing(CheckCodes.UnreadableWords);
        }

        var key = own?.Value ?? shared.CurrentValue.Shared.GetValueOrDefault(name);
        if (string.IsNullOrWhiteSpace(key))
        {
            return Missing("There is no Anthropic key: enter one.");
        }

        var check = await anthropic.AskAsync(key, context.RequestAborted);
        checks.Forget(key);
        if (own is { } stored)
        {
            await secrets.NoteAsync(stored.Secret, check, context.RequestAborted);
        }

        return Answer(check);
    }

    public static async Task<IResult> FlyAsync(HttpContext context, FlyCheck fly, SecretStore secrets, ConfigQueries queries)
    {
        var (fields, problem) = await ReadAsync(context);
        if (problem is not null)
        {
            return problem;
        }

        var (given, app) = (SecretOf(fields, "token"), fields?.OptionalText("appName"));
        if (app is not null && ConfigRules.AppFault(app) is { } fault)
        {
            fields!.Fail("appName", fault);
        }

        fields?.End();
        if (fields is { Errors.Count: > 0 })
        {
            return ProblemResults.Invalid(fields.Errors);
        }

        var user = Caller.Of(context.User)!.Id;
        var own = given is null ? await secrets.FindAsync(user, FlyToken.Name, context.RequestAborted) : null;
        if ((given ?? own?.Value) is not { } token)
        {
            return Missing(own is null ? "There is no Fly token: enter one." : CheckCodes.UnreadableWords);
        }

        app ??= (await queries.OfAsync(user, context.RequestAborted)).Fly.AppName;
        return Answer(await fly.AskAsync(token, app, context.RequestAborted));
    }

    /// <summary>No body is as good as one without members.</summary>
    private static async Task<(JsonFields? Fields, IResult? Problem)> ReadAsync(HttpContext context)
    {
        var (json, problem) = await JsonBody.ReadOptionalAsync(context.Request, JsonBody.Settings, context.RequestAborted);
        if (problem is not null || json is not { } body)
        {
            return (null, problem);
        }

        return JsonFields.Of(body) is { } fields ? (fields, null) : (null, JsonBody.Malformed());
    }

    private static string? SecretOf(JsonFields? fields, string name)
    {
        if (fields?.OptionalText(name) is not { } value)
        {
            return null;
        }

        if (SecretRules.Fault(value) is { } fault)
        {
            fields.Fail(name, fault);
        }

        return SecretRules.Trimmed(value);
    }

    private static IResult Missing(string message) => TypedResults.Ok(new CheckAnswer(false, CheckCodes.Missing, message));

    private static IResult Answer(KeyCheck check) => TypedResults.Ok(new CheckAnswer(check.IsOk, check.Code, check.Message));
}
