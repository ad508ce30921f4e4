using TaskRelay.Simulator.Webhooks;

namespace TaskRelay.Simulator.State;

/// <summary>
/// Everything the simulated GitHub knows. One lock guards all of it; what leaves is an immutable record, so that a
/// caller reads a snapshot and never races a writer. Changes made here send the webhooks that GitHub would send.
/// </summary>
public sealed partial class GitHubState
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly string _folder;
    private long _nextUserId = 210_000_000;
    private long _nextRepositoryId = 1_090_000_000;
    // Beyond 32 bits, as GitHub's are today: an int somewhere shows at once.
    private long _nextIssueId = 3_500_000_000;
    private long _nextCommentId = 4_200_000_000;
    private long _nextReactionId = 5_100_000_000;
    private long _nextPullId = 2_900_000_000;
    private long _nextInstallationId = 91_000_000;

    internal GitHubState(SimulatedApp app, string folder, TimeProvider time)
    {
        App = app;
        _folder = folder;
        _time = time;
        Tokens = new TokenStore(time);
        Bot = new SimulatedUser(app.BotUserId, app.BotLogin, app.Name, "Bot", null);
        _users[Bot.Login] = Bot;
    }

    /// <summary>The App that everything here is installed for.</summary>
    public SimulatedApp App { get; }

    /// <summary>The account that the App acts as.</summary>
    public SimulatedUser Bot { get; private set; }

    internal TokenStore Tokens { get; }

    /// <summary>Where the simulator listens; addresses in its answers begin with it.</summary>
    internal string BaseUrl { get; set; } = "http://127.0.0.1";

    /// <summary>Set by the host before anything can change.</summary>
    internal WebhookSender Hooks { get; set; } = null!;

    internal DateTimeOffset Now => Truncate(_time.GetUtcNow());

    // GitHub's times have no fraction; keeping one here would make a comment look edited when it was not.
    private static DateTimeOffset Truncate(DateTimeOffset at) => new(at.Ticks - (at.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
}
