namespace TaskRelay.Web.Diagnostics.Keys;

/// <summary>Keys of where workers run.</summary>
internal static partial class RunnerKeys
{
    public static readonly IReadOnlyList<ConfigurationKey> All =
    [
        new("Runners:Default", Forms.OneOf("local")),
        new("Runners:ServerUrl", Forms.Address),
        new("Runners:Local:Command", Forms.Text),
        new("Runners:Local:WorkRoot", Forms.Folder),
        new("Runners:Local:Sandbox", Forms.OneOf("auto", "bubblewrap", "none")),
        new("Fly:ApiBaseUrl", Forms.Address),
        new("Fly:WorkerImage", Forms.Optional(value => DigestForm().IsMatch(value) ? null : "Name the image by digest: registry.example.com/worker@sha256:….")),
    ];

    [System.Text.RegularExpressions.GeneratedRegex("^[^@\\s]+@sha256:[0-9a-f]{64}$")]
    private static partial System.Text.RegularExpressions.Regex DigestForm();
}
