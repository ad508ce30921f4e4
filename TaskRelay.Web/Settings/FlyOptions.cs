namespace TaskRelay.Web.Settings;

/// <summary>The <c>Fly</c> section: the instance's own account, for people who brought none, and what holds for all.</summary>
public sealed class FlyOptions
{
    public const string Section = "Fly";

    /// <summary>Where the Machines API is.</summary>
    public string ApiBaseUrl { get; set; } = "https://api.machines.dev";

    /// <summary>The worker's image, by digest; without it nothing can run on Fly.</summary>
    public string? WorkerImage { get; set; }

    /// <summary>Token of the instance's account.</summary>
    public string? ApiToken { get; set; }

    /// <summary>App that the Machines of the instance's account belong to.</summary>
    public string? AppName { get; set; }

    /// <summary>Region such as <c>fra</c>; null leaves it to Fly.</summary>
    public string? Region { get; set; }

    public int Cpus { get; set; } = FlyGuest.DefaultCpus;

    public int MemoryMb { get; set; } = FlyGuest.DefaultMemoryMb;
}
