using Microsoft.EntityFrameworkCore;
using TaskRelay.Web.Data;

namespace TaskRelay.Web.Auth.Setup;

/// <summary>Tells how set-up stands, from what is true now: no step of it is remembered anywhere.</summary>
public sealed class SetupDoor(IDbContextFactory<RelayDbContext> contexts, SignInClient client, Administrators administrators)
{
    /// <summary>Whether there is an App that people can sign in through. Asks no store: the sign-in page needs it when that is away, too.</summary>
    public bool HasApp => client.Current is not null;

    /// <summary>As it is now.</summary>
    public async Task<SetupStanding> StandingAsync(CancellationToken cancellationToken) =>
        !HasApp ? SetupStanding.NoApp
        : await HasAdministratorAsync(cancellationToken) ? SetupStanding.Closed
        : SetupStanding.NoAdministrator;

    /// <summary>Whether the configuration names anybody, or set-up has made somebody administrator.</summary>
    public async Task<bool> HasAdministratorAsync(CancellationToken cancellationToken)
    {
        if (administrators.NamesAnybody)
        {
            return true;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.AdministratorBindings.AnyAsync(row => row.Login == Administrators.BySetup, cancellationToken);
    }
}
