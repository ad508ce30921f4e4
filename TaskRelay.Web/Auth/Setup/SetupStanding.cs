namespace TaskRelay.Web.Auth.Setup;

/// <summary>Whether set-up is open to whoever holds the one-time code.</summary>
public enum SetupStanding
{
    /// <summary>There is no App that people could sign in through: the code is the only way in.</summary>
    NoApp,

    /// <summary>People can sign in, but nobody is administrator yet.</summary>
    NoAdministrator,

    /// <summary>Somebody administers this TaskRelay: set-up is theirs.</summary>
    Closed,
}
