using System.Text.Json.Serialization;
using TaskRelay.Worker.Attempts;
using TaskRelay.Worker.Processes;

namespace TaskRelay.Worker.Cage;

/// <summary>Says whether a cage can be built here, by building one.</summary>
internal static class CageProbe
{
    /// <summary>Builds one in the attempt's folders, which must exist.</summary>
    public static async Task<ProbeResult> RunAsync(AttemptFolders folders, CancellationToken cancellationToken)
    {
        if (Programs.Find("bwrap") is not { } bubblewrap)
            return new ProbeResult(false, "bubblewrap (bwrap) is not installed.");
        var cage = new BubblewrapCage(bubblewrap, folders, []);
        cage.WriteEtc();
        var environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" };
        // Both with and without a network, and as the user that the agent will be.
        foreach (var network in (bool[])[true, false])
        {
            var spec = cage.Enter("/bin/sh", ["-c", "test \"$(id -u)\" = 1000 && touch /workspace/.probe && rm /workspace/.probe"], environment, network);
            var result = await ProcessRunner.RunAsync(spec, TimeSpan.FromSeconds(10), cancellationToken: cancellationToken);
            if (!result.Succeeded)
                return new ProbeResult(false, $"bubblewrap does not work here: {result.LastWords}");
        }
        return new ProbeResult(true, null);
    }

    /// <summary>The same in a temporary folder.</summary>
    public static async Task<ProbeResult> RunAsync(CancellationToken cancellationToken)
    {
        var root = Directory.CreateTempSubdirectory("taskrelay-probe-");
        try
        {
            var folders = new AttemptFolders(root.FullName);
            folders.Create(BubblewrapCage.User, BubblewrapCage.RunsAsRoot);
            return await RunAsync(folders, cancellationToken);
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }
}

/// <summary>What a probe found.</summary>
/// <param name="Bubblewrap">Whether the cage works.</param>
/// <param name="Reason">Why not.</param>
internal sealed record ProbeResult(bool Bubblewrap, string? Reason);

/// <summary>Its JSON form, which the web app reads.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ProbeResult))]
internal sealed partial class ProbeJson : JsonSerializerContext;
