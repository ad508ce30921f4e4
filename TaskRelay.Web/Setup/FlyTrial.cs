using Microsoft.Extensions.Options;
using TaskRelay.Web.Settings;
using TaskRelay.Web.Settings.Checks;

namespace TaskRelay.Web.Setup;

/// <summary>Asks Fly whether the token is good and reaches the app: a person's own account, else the instance's.</summary>
public sealed class FlyTrial(FlyCheck fly, SecretStore secrets, ConfigQueries configs, IOptionsMonitor<FlyOptions> options)
{
    private const string Remedy = "Set Fly:ApiToken and Fly:AppName, or enter a token and an app in the settings of Fly.";

    /// <summary>What Fly says, and what to do about it; no remedy means that all is well.</summary>
    public async Task<(string Message, string? Remedy)> RunAsync(long userId, CancellationToken cancellationToken)
    {
        var own = await secrets.FindAsync(userId, FlyToken.Name, cancellationToken);
        if (own is { Value: null })
        {
            return (CheckCodes.UnreadableWords, Remedy);
        }

        var (token, app) = own is { Value: { } value }
            ? (value, (await configs.OfAsync(userId, cancellationToken)).Fly.AppName)
            : (options.CurrentValue.ApiToken, options.CurrentValue.AppName);
        if (string.IsNullOrWhiteSpace(token) || string.IsNullOrWhiteSpace(app))
        {
            return (string.IsNullOrWhiteSpace(token) ? "There is no Fly token." : "There is a Fly token, but no app.", Remedy);
        }

        var check = await fly.AskAsync(token, app, cancellationToken);
        return (check.Message, check.IsOk ? null : check.Code == CheckCodes.Unreachable ? "Try again in a minute; else look at Fly:ApiBaseUrl." : Remedy);
    }
}
