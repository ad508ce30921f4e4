using TaskRelay.Web.Agents;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Http;
using TaskRelay.Web.Settings.Checks;

namespace TaskRelay.Web.Settings.Api;

/// <summary>Real questions to providers. Where they are comes from the operator's configuration alone.</summary>
internal static class ValidationEndpoints
{
    public static async Task<IResult> AnthropicAsync(HttpContext context, CredentialTests tests, ProviderCatalogue providers)
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

        var name = providers.VariableOf(ProviderCatalogue.Anthropic)!;
        return Answer(await tests.AskAsync(Caller.Of(context.User)!.Id, name, given, context.RequestAborted));
    }

    public static async Task<IResult> FlyAsync(HttpContext context, CredentialTests tests)
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

        return Answer(await tests.AskFlyAsync(Caller.Of(context.User)!.Id, given, app, context.RequestAborted));
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

    /// <summary>A value that can't be opened is as good as none: its code is that of pages.</summary>
    private static IResult Answer(KeyCheck check) =>
        TypedResults.Ok(new CheckAnswer(check.IsOk, check.Code == CheckCodes.Unreadable ? CheckCodes.Missing : check.Code, check.Message));
}
