using System.Text.RegularExpressions;

namespace TaskRelay.Simulator.Faults;

/// <summary>
/// Something that goes wrong with requests of one kind. What is set decides, in this order: <see cref="OnHit"/>,
/// <see cref="Delay"/>, then one of <see cref="HangUntilCancelled"/>, <see cref="ApplyThenFail"/>,
/// <see cref="EmptyList"/>, <see cref="Status"/>; with none of them the request goes on as usual.
/// </summary>
public sealed class Fault
{
    private readonly TaskCompletionSource _hit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _applied = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _hits;

    /// <summary>Null: any.</summary>
    public string? Method { get; init; }

    /// <summary>A regular expression, searched in the path (without <c>/api/v3</c> and without the query).</summary>
    public required string PathPattern { get; init; }

    /// <summary>How many requests it meets before it is used up.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Lets this many matching requests pass first.</summary>
    public int LetPass { get; init; }

    public int? Status { get; init; }
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
    public string? Body { get; init; }

    /// <summary>Waited for in real time, before anything is done.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>The request takes effect, then its answer is lost: the connection is cut, or <see cref="Status"/> answered.</summary>
    public bool ApplyThenFail { get; init; }

    /// <summary>The answer's list is empty, as GitHub's sometimes is for a moment after a write.</summary>
    public bool EmptyList { get; init; }

    /// <summary>No answer until the caller gives up.</summary>
    public bool HangUntilCancelled { get; init; }

    /// <summary>Awaited when a request is met, before it has any effect.</summary>
    public Func<Task>? OnHit { get; init; }

    /// <summary>With <see cref="ApplyThenFail"/>: awaited after the effect, before the answer is lost.</summary>
    public Func<Task>? OnApplied { get; init; }

    /// <summary>How many requests it has met.</summary>
    public int Hits => Volatile.Read(ref _hits);

    /// <summary>Ends when the first request is met.</summary>
    public Task Hit => _hit.Task;

    /// <summary>Ends when the first request has taken effect.</summary>
    public Task Applied => _applied.Task;

    /// <summary>500, 502, 503 and the like, without effect.</summary>
    public static Fault ServerError(string pathPattern, int status = 500, int times = 1) => new()
    {
        PathPattern = pathPattern,
        Status = status,
        Times = times,
        Body = status == 500 ? null : "<html><body><h1>Unicorn!</h1></body></html>",
    };

    /// <summary>GitHub's limit on bursts: a 403 that is no lack of permission; <paramref name="retryAfter"/> is sometimes left out.</summary>
    public static Fault SecondaryRateLimit(string pathPattern, TimeSpan? retryAfter = null, int times = 1) => new()
    {
        PathPattern = pathPattern,
        Status = StatusCodes.Status403Forbidden,
        Times = times,
        Headers = retryAfter is { } wait ? new Dictionary<string, string> { ["Retry-After"] = ((int)wait.TotalSeconds).ToString() } : new Dictionary<string, string>(),
        Body = """
            {"message":"You have exceeded a secondary rate limit. Please wait a few minutes before you try again.","documentation_url":"https://docs.github.com/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits","status":"403"}
            """.TrimEnd(),
    };

    /// <summary>The hour's allowance is used up until <paramref name="reset"/>.</summary>
    public static Fault PrimaryRateLimit(string pathPattern, DateTimeOffset reset, int status = 403, int times = 1) => new()
    {
        PathPattern = pathPattern,
        Status = status,
        Times = times,
        Headers = new Dictionary<string, string>
        {
            ["X-RateLimit-Limit"] = "5000",
            ["X-RateLimit-Remaining"] = "0",
            ["X-RateLimit-Used"] = "5000",
            ["X-RateLimit-Reset"] = reset.ToUnixTimeSeconds().ToString(),
            ["X-RateLimit-Resource"] = "core",
        },
        Body = """
            {"message":"API rate limit exceeded for installation.","documentation_url":"https://docs.github.com/rest/overview/rate-limits-for-the-rest-api","status":"403"}
            """.TrimEnd(),
    };

    /// <summary>An organization wants single sign-on; GitHub names the page where it begins.</summary>
    public static Fault SsoRequired(string pathPattern, string? page = null, int times = 1) => new()
    {
        PathPattern = pathPattern,
        Status = StatusCodes.Status403Forbidden,
        Times = times,
        Headers = new Dictionary<string, string> { ["X-GitHub-SSO"] = page is null ? "required" : $"required; url={page}" },
        Body = """
            {"message":"Resource protected by organization SAML enforcement. You must grant your OAuth token access to this organization.","documentation_url":"https://docs.github.com/articles/authenticating-to-a-github-organization-with-saml-single-sign-on/","status":"403"}
            """.TrimEnd(),
    };

    /// <summary>The request goes on, and its answer says that organizations behind single sign-on were left out.</summary>
    public static Fault SsoPartial(string pathPattern, int times = 1) => new()
    {
        PathPattern = pathPattern,
        Times = times,
        Headers = new Dictionary<string, string> { ["X-GitHub-SSO"] = "partial-results; organizations=21955855,20582480" },
    };

    /// <summary>A permission is missing, of the App or of the person.</summary>
    public static Fault PermissionMissing(string pathPattern, int times = 1) => new()
    {
        PathPattern = pathPattern,
        Status = StatusCodes.Status403Forbidden,
        Times = times,
        Body = """
            {"message":"Resource not accessible by integration","documentation_url":"https://docs.github.com/rest","status":"403"}
            """.TrimEnd(),
    };

    /// <summary>A proxy's page with status 200.</summary>
    public static Fault Page(string pathPattern, int times = 1) => new()
    {
        PathPattern = pathPattern,
        Status = StatusCodes.Status200OK,
        Times = times,
        Body = "<!doctype html><html><body>Please sign in to the guest network.</body></html>",
    };

    /// <summary>The user token is not accepted.</summary>
    public static Fault BadCredentials(string pathPattern, int times = 1) => new()
    {
        PathPattern = pathPattern,
        Status = StatusCodes.Status401Unauthorized,
        Times = times,
        Body = """
            {"message":"Bad credentials","documentation_url":"https://docs.github.com/rest","status":"401"}
            """.TrimEnd(),
    };

    /// <summary>It is done, but nobody hears of it.</summary>
    public static Fault LostAnswer(string method, string pathPattern, int? status = null) =>
        new() { Method = method, PathPattern = pathPattern, ApplyThenFail = true, Status = status };

    internal bool Matches(string method, string path) =>
        (Method is null || Method.Equals(method, StringComparison.OrdinalIgnoreCase)) && Regex.IsMatch(path, PathPattern, RegexOptions.None, TimeSpan.FromSeconds(1));

    internal int Seen { get; set; }

    internal void CountHit()
    {
        Interlocked.Increment(ref _hits);
        _hit.TrySetResult();
    }

    internal void CountApplied() => _applied.TrySetResult();
}
