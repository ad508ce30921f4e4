using System.Text.RegularExpressions;
using TaskRelay.Web.GitHub;

namespace TaskRelay.Web.Diagnostics.Keys;

/// <summary>Keys of the GitHub App and of the addresses at which GitHub is found.</summary>
internal static partial class GitHubKeys
{
    private const string AppIdRemedy = "Set the App's numeric id, as its settings page on GitHub shows it.";

    public static readonly IReadOnlyList<ConfigurationKey> All =
    [
        new("GitHub:WebBaseUrl", Forms.Address),
        new("GitHub:ApiBaseUrl", Forms.Address),
        new("GitHub:CloneBaseUrl", Forms.Address),
        new("GitHub:ClientId", Forms.Any),
        new("GitHub:ClientSecret", Forms.Any),
        new("GitHub:AppId", Forms.Optional(value => long.TryParse(value, out var id) && id > 0 ? null : AppIdRemedy)),
        new("GitHub:AppSlug", Forms.Optional(value => SlugForm().IsMatch(value) ? null : "Set the last part of the App's address, github.com/apps/SLUG.")),
        new("GitHub:PrivateKey", value => PrivateKeyText.Read(value).Problem),
        new("GitHub:PrivateKeyPath", Forms.Optional(KeyFile)),
        new("GitHub:WebhookSecret", Forms.Any),
        new("GitHub:PreviousWebhookSecret", Forms.Any),
        new("GitHub:Mention", value =>
            MentionForm().IsMatch(value) ? null : "Set a GitHub login without the @: letters, digits and single hyphens, at most 39."),
        new("GitHub:Ingest", Forms.OneOf("webhook", "poll", "both")),
    ];

    private static string? KeyFile(string path) => Forms.File(path) ?? PrivateKeyText.Read(File.ReadAllText(path)) switch
    {
        (null, null) => "The file is empty; it must hold the App's private key in PEM form.",
        var (_, problem) => problem,
    };

    [GeneratedRegex("^[A-Za-z0-9](-?[A-Za-z0-9]){0,38}$")]
    private static partial Regex MentionForm();

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9-]{0,99}$")]
    private static partial Regex SlugForm();
}
