namespace TaskRelay.Web.Settings;

/// <summary>The Fly token among a person's secrets: it belongs to the settings of Fly, not to a provider of models.</summary>
public static class FlyToken
{
    /// <summary>Its name in the store; Fly's own tools read this variable.</summary>
    public const string Name = "FLY_API_TOKEN";

    /// <summary>As the audit log names it, in the place of a provider.</summary>
    public const string Provider = "fly";
}
