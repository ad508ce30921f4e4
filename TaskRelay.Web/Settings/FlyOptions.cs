namespace TaskRelay.Web.Settings;

/// <summary>The <c>Fly</c> section.</summary>
public sealed class FlyOptions
{
    public const string Section = "Fly";

    /// <summary>Where the Machines API is.</summary>
    public string ApiBaseUrl { get; set; } = "https://api.machines.dev";
}
