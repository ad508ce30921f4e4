using System.Text;
using Microsoft.Extensions.Options;
using TaskRelay.Web.Data;

namespace TaskRelay.Web.GitHub;

/// <summary>
/// The one source for what the App is: configuration first, then the store. It may change while the app runs; readers
/// take <see cref="Current"/> each time and keep no copy.
/// </summary>
public sealed partial class GitHubAppSource : IDisposable
{
    private readonly IOptionsMonitor<GitHubOptions> options;
    private readonly StoredGitHubApp store;
    private readonly StoredIngest ingest;
    private readonly ILogger<GitHubAppSource> logger;
    private readonly IDisposable? subscription;
    private readonly Lock refresh = new();
    private GitHubOptions stored = new();
    private IReadOnlyList<string> storeProblems = [];
    private volatile GitHubApp current = GitHubApp.None;

    public GitHubAppSource(IOptionsMonitor<GitHubOptions> options, StoredGitHubApp store, StoredIngest ingest, ILogger<GitHubAppSource> logger)
    {
        this.options = options;
        this.store = store;
        this.ingest = ingest;
        this.logger = logger;
        Refresh();
        subscription = options.OnChange(_ => Refresh());
    }

    /// <summary>Keys of the App that the configuration sets: they outrank whatever is stored.</summary>
    public IReadOnlyList<string> Configured => KeysOf(options.CurrentValue);

    /// <summary>The App as it is now.</summary>
    public GitHubApp Current => current;

    /// <summary>Takes in what the store holds; called at start, and by other instances' changes.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var (values, way, problems) = await store.ReadAsync(cancellationToken);
        lock (refresh)
        {
            stored = values;
            storeProblems = problems;
        }

        ingest.Set(way);
        Refresh();
    }

    /// <summary>Stores a change and uses it from now on.</summary>
    /// <param name="change">What to store.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    /// <param name="also">What else belongs to the same piece of work, such as its line in the audit log.</param>
    public async Task SaveAsync(GitHubAppChange change, CancellationToken cancellationToken, Action<WriteScope>? also = null)
    {
        await store.SaveAsync(change, also, cancellationToken);

        // Stored is stored: a caller that went away must not leave this process with the old App.
        await LoadAsync(CancellationToken.None);
    }

    /// <inheritdoc />
    public void Dispose() => subscription?.Dispose();

    private void Refresh()
    {
        lock (refresh)
        {
            current = Compose(options.CurrentValue, stored, storeProblems);
        }

        foreach (var problem in current.Problems)
        {
            Log.Problem(logger, problem);
        }
    }

    private static GitHubApp Compose(GitHubOptions configured, GitHubOptions stored, IReadOnlyList<string> storeProblems)
    {
        var problems = new List<string>(storeProblems);

        // Another App named by the configuration takes nothing from the stored one: an id with a foreign key fails only later.
        var sameApp = Text(configured.AppId) is null || Text(stored.AppId) is null || Text(configured.AppId) == Text(stored.AppId);
        string? Pick(string? first, string? second) => Text(first) ?? (sameApp ? Text(second) : null);

        var (key, keyProblem) = PrivateKeyText.Read(Pick(Text(configured.PrivateKey) ?? KeyFile(configured.PrivateKeyPath, problems), stored.PrivateKey));
        if (keyProblem is not null)
        {
            problems.Add(keyProblem);
        }

        return new GitHubApp
        {
            AppId = Id(Pick(configured.AppId, stored.AppId), problems),
            Slug = Pick(configured.AppSlug, stored.AppSlug),
            ClientId = Pick(configured.ClientId, stored.ClientId),
            ClientSecret = Pick(configured.ClientSecret, stored.ClientSecret),
            PrivateKey = key,
            WebhookSecrets = Secrets(Pick(configured.WebhookSecret, stored.WebhookSecret), Pick(configured.PreviousWebhookSecret, stored.PreviousWebhookSecret)),
            Problems = problems,
        };
    }

    private static IReadOnlyList<string> KeysOf(GitHubOptions configured)
    {
        (string Name, string? Value)[] keys =
        [
            ("GitHub:AppId", configured.AppId), ("GitHub:ClientId", configured.ClientId), ("GitHub:ClientSecret", configured.ClientSecret),
            ("GitHub:PrivateKey", configured.PrivateKey), ("GitHub:PrivateKeyPath", configured.PrivateKeyPath), ("GitHub:WebhookSecret", configured.WebhookSecret),
        ];
        return [.. keys.Where(key => Text(key.Value) is not null).Select(key => key.Name)];
    }

    private static string? Text(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    /// <summary>A previous secret alone accepts nothing: without a current one webhooks are not set up.</summary>
    private static byte[][] Secrets(string? currentSecret, string? previous) => (currentSecret, previous) switch
    {
        (null, _) => [],
        (_, null) => [Encoding.UTF8.GetBytes(currentSecret)],
        _ => [Encoding.UTF8.GetBytes(currentSecret), Encoding.UTF8.GetBytes(previous)],
    };

    private static long? Id(string? text, List<string> problems)
    {
        if (text is null)
        {
            return null;
        }

        if (long.TryParse(text, out var id) && id > 0)
        {
            return id;
        }

        problems.Add("GitHub:AppId must be the App's number, as its settings page on GitHub shows it.");
        return null;
    }

    private static string? KeyFile(string? path, List<string> problems)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            return null;
        }

        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problems.Add($"GitHub:PrivateKeyPath names {path}, which can't be read: {exception.Message}");
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The GitHub App is not set up rightly: {Problem}")]
        public static partial void Problem(ILogger logger, string problem);
    }
}
