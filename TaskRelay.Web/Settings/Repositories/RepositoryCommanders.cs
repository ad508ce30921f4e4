namespace TaskRelay.Web.Settings.Repositories;

/// <summary>Whose commands a repository takes. Nobody with less than write permission ever gives one.</summary>
public enum RepositoryCommanders
{
    /// <summary>Everybody with write permission.</summary>
    Write,

    /// <summary>Its administrators alone.</summary>
    Admin,
}
