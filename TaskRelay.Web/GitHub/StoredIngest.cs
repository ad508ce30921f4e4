using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace TaskRelay.Web.GitHub;

/// <summary>
/// How comments come in, as set-up stored it. It stands in for <c>GitHub:Ingest</c> where the configuration has no such
/// key, at once and without a restart.
/// </summary>
public sealed class StoredIngest(IConfiguration configuration) : IPostConfigureOptions<GitHubOptions>, IOptionsChangeTokenSource<GitHubOptions>, IDisposable
{
    private const string Key = $"{GitHubOptions.Section}:{nameof(GitHubOptions.Ingest)}";

    private CancellationTokenSource _changed = new();
    private volatile string? _value;

    /// <inheritdoc />
    public string Name => Options.DefaultName;

    /// <summary>Whether the configuration decides, so that what is stored has no say.</summary>
    public bool IsConfigured => !string.IsNullOrWhiteSpace(configuration[Key]);

    /// <summary>Takes in what the store holds; null is the default.</summary>
    public void Set(string? ingest)
    {
        if (_value == ingest)
        {
            return;
        }

        _value = ingest;
        Interlocked.Exchange(ref _changed, new CancellationTokenSource()).Cancel();
    }

    /// <inheritdoc />
    public void Dispose() => _changed.Dispose();

    /// <inheritdoc />
    public IChangeToken GetChangeToken() => new CancellationChangeToken(Volatile.Read(ref _changed).Token);

    /// <inheritdoc />
    public void PostConfigure(string? name, GitHubOptions options)
    {
        if (_value is { } stored && !IsConfigured)
        {
            options.Ingest = stored;
        }
    }
}
