namespace TaskRelay.Contracts;

/// <summary>Answer of <c>GET /api/worker/job</c>: everything that one attempt needs.</summary>
public sealed record WorkerJob
{
    /// <summary>The task.</summary>
    public required Guid TaskId { get; init; }

    /// <summary>The attempt.</summary>
    public required int Attempt { get; init; }

    /// <summary>The one repository that the token opens.</summary>
    public required JobRepository Repository { get; init; }

    /// <summary>Clone address over HTTP, without a credential in it.</summary>
    public required string CloneUrl { get; init; }

    /// <summary>GitHub's REST address, for opening the pull request.</summary>
    public required string ApiBaseUrl { get; init; }

    /// <summary>Branch to start from, and the pull request's base; null means the repository's default branch.</summary>
    public string? BaseBranch { get; init; }

    /// <summary>Branch to work on and push. Where it is already on the remote, the work goes on from there.</summary>
    public required string Branch { get; init; }

    /// <summary>The whole prompt, given to the agent on standard input.</summary>
    public required string Prompt { get; init; }

    /// <summary>
    /// Names of files and folders, at any depth, that the agent finds as they are on the base branch, because others than
    /// people with write permission had a hand in the work branch. What is pushed keeps them as the branch had them, unless
    /// the agent changed them itself. Empty where nothing is to be restored.
    /// </summary>
    public IReadOnlyList<string> RestoreFromBase { get; init; } = [];

    /// <summary>Which program to run, and how.</summary>
    public required JobAgent Agent { get; init; }

    /// <summary>Bounds on time and size.</summary>
    public required JobLimits Limits { get; init; }

    /// <summary>Short-lived token for the one repository; at least 10 minutes of life left when read.</summary>
    public required JobToken Token { get; init; }

    /// <summary>Author and words of the commit that keeps what the agent left uncommitted.</summary>
    public required JobCommit Commit { get; init; }

    /// <summary>The pull request to open, or the one to push to.</summary>
    public required JobPullRequest PullRequest { get; init; }

    /// <summary><c>auto</c>, <c>bubblewrap</c> or <c>none</c>.</summary>
    public required string Sandbox { get; init; }
}

/// <summary>A repository by owner and name.</summary>
/// <param name="Owner">Account.</param>
/// <param name="Name">Name below the account.</param>
/// <param name="FullName"><c>owner/name</c>.</param>
/// <param name="Url">Its page.</param>
public sealed record JobRepository(string Owner, string Name, string FullName, string Url);

/// <summary>The agent's command.</summary>
public sealed record JobAgent
{
    /// <summary>Name in the catalogue, such as <c>scribe</c> or <c>claude</c>.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Program and arguments, no shell. <c>{worker}</c> as the program is the worker itself; <c>{prompt}</c> in an
    /// argument is replaced by the prompt, <c>{model}</c> by the model.
    /// </summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>The agent's own variables, its provider key among them; nothing else is in its environment but PATH, HOME, locale and the marker.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Names in <see cref="Environment"/> whose values are secret.</summary>
    public required IReadOnlyList<string> SecretNames { get; init; }

    /// <summary>
    /// How to read its output: <c>text</c>, <c>claude_stream_json</c>, <c>amp_stream_json</c>, <c>codex_json</c>,
    /// <c>gemini_stream_json</c> or <c>opencode_json</c>.
    /// </summary>
    public required string Output { get; init; }

    /// <summary>Whether the cage has a network.</summary>
    public required bool Network { get; init; }

    /// <summary>Model, where one was chosen.</summary>
    public string? Model { get; init; }

    /// <summary>Settings of the agent's own, written into its home before it starts; none of them holds a secret.</summary>
    public required IReadOnlyList<JobFile> HomeFiles { get; init; }

    /// <summary>
    /// Names at the top of the repository that the agent would take orders from whatever its settings say. They are
    /// taken out of its clone before it starts, and stay as they are on the branch.
    /// </summary>
    public required IReadOnlyList<string> SetAside { get; init; }

    /// <summary>What tokens cost, for an agent that tells tokens and no money; null where nobody knows.</summary>
    public JobPrice? Price { get; init; }
}

/// <summary>A file for the agent's home.</summary>
/// <param name="Path">Relative to the home, with forward slashes and without <c>..</c>.</param>
/// <param name="Content">Its text, in which <c>{workspace}</c> is replaced by where the agent sees its clone.</param>
public sealed record JobFile(string Path, string Content);

/// <summary>US dollars for a million tokens.</summary>
/// <param name="Input">Read afresh.</param>
/// <param name="CachedInput">Read from the provider's cache.</param>
/// <param name="Output">Written.</param>
public sealed record JobPrice(decimal Input, decimal CachedInput, decimal Output);

/// <summary>Bounds of an attempt.</summary>
/// <param name="TimeoutSeconds">The agent is ended after so long and its work saved.</param>
/// <param name="LogBytes">
/// What is reported of output, at most: the UTF-8 bytes of each line and 64 more for it. The rest is dropped with one
/// line that says so; the server keeps no more either.
/// </param>
public sealed record JobLimits(int TimeoutSeconds, long LogBytes);

/// <summary>A short-lived GitHub token.</summary>
/// <param name="Value">The token; of no known length or form.</param>
/// <param name="ExpiresAt">When it dies.</param>
public sealed record JobToken(string Value, DateTimeOffset ExpiresAt);

/// <summary>Who the commit is by.</summary>
/// <param name="Subject">First line of the message.</param>
/// <param name="AuthorName">The App's bot.</param>
/// <param name="AuthorEmail">The bot's noreply address.</param>
/// <param name="Trailers">Lines such as <c>Co-authored-by: …</c> and <c>Task-Id: …</c>.</param>
public sealed record JobCommit(string Subject, string AuthorName, string AuthorEmail, IReadOnlyList<string> Trailers);

/// <summary>What the pull request says.</summary>
public sealed record JobPullRequest
{
    /// <summary>An existing pull request whose head branch is worked on: nothing is opened then.</summary>
    public int? Number { get; init; }

    /// <summary>Title.</summary>
    public required string Title { get; init; }

    /// <summary>Lines of the body that the server knows: who asked, which issue it closes.</summary>
    public required string Intro { get; init; }

    /// <summary>Login to ask for a review, where GitHub allows it.</summary>
    public string? Reviewer { get; init; }

    /// <summary>Hidden marker at the body's end.</summary>
    public required string Marker { get; init; }
}
