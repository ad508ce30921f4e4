using TaskRelay.Web.Audit;
using TaskRelay.Web.Data;

namespace TaskRelay.Web.Auth.Setup;

/// <summary>Makes whoever signs in with the one-time code's browser administrator, once: the row's key decides between two.</summary>
public sealed class FirstAdministrator(Administrators administrators, AuditLog audit)
{
    /// <summary>Inside the sign-in's own piece of work. True when this person has become administrator by it.</summary>
    internal async Task<bool> BindAsync(WriteScope scope, byte[]? claim, AuditActor person, CancellationToken cancellationToken)
    {
        if (claim is null || person.Id is not { } userId || administrators.NamesAnybody || !await SetupCodes.IsGoodAsync(scope, claim, cancellationToken))
        {
            return false;
        }

        var isFirst = scope.Execute(
            "INSERT INTO administrator_bindings (login, user_id) VALUES (@p0, @p1) ON CONFLICT (login) DO NOTHING", Administrators.BySetup, userId) == 1;
        if (isFirst)
        {
            await SetupCodes.EndAsync(scope, cancellationToken);
            audit.Add(scope, person, AuditActions.AdministratorMade, person.Name);
        }

        return isFirst;
    }
}
