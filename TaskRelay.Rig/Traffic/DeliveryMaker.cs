using System.Text.Json.Nodes;

namespace TaskRelay.Rig.Traffic;

/// <summary>
/// What is sent next: talk and events of no use, new commands (half of them by two hooks, with two ids), and the same
/// delivery once more. All of it from the seed.
/// </summary>
internal sealed class DeliveryMaker(GitHubSide gitHub, string secret, int seed, int tasks, int lives)
{
    private const int Remembered = 200;

    private readonly Random _random = new(seed);
    private readonly List<SignedDelivery> _sent = [];
    private readonly Queue<SignedDelivery> _unanswered = new();
    private int _run;

    /// <summary>Everything that asked for a task.</summary>
    public List<Command> Commands { get; } = [];

    /// <summary>Nobody answered: GitHub lists it as failed, and somebody asks for it again.</summary>
    public void Unanswered(SignedDelivery delivery)
    {
        lock (_unanswered)
        {
            _unanswered.Enqueue(delivery);
        }
    }

    /// <summary>How many wait for being sent again.</summary>
    public int Waiting
    {
        get
        {
            lock (_unanswered)
            {
                return _unanswered.Count;
            }
        }
    }

    /// <summary>One or several that are sent at the same moment.</summary>
    public async Task<IReadOnlyList<SignedDelivery>> NextAsync(int life)
    {
        var draw = _random.NextDouble();
        if (draw < 0.25 && TakeUnanswered() is { } again)
        {
            return [again];
        }

        switch (draw)
        {
            case < 0.08 when _sent.Count > 0:
                var known = _sent[_random.Next(_sent.Count)];
                return [.. Enumerable.Repeat(known, _random.Next(1, 4))];
            case < 0.20:
                return await CommandAsync(life);
            case < 0.90:
                return [Make("issue_comment", null, gitHub.Talk(_random))];
            default:
                return [Make("issues", null, gitHub.Labelled(_random))];
        }
    }

    /// <summary>What still waits, all of it.</summary>
    public IEnumerable<SignedDelivery> Rest()
    {
        while (TakeUnanswered() is { } delivery)
        {
            yield return delivery;
        }
    }

    private async Task<IReadOnlyList<SignedDelivery>> CommandAsync(int life)
    {
        // Those that are run are spread over the lives.
        var isRun = _run < tasks && _run * lives <= life * tasks;
        _run += isRun ? 1 : 0;
        var (command, payload) = await gitHub.AskAsync(_random, isRun);
        Commands.Add(command);
        var first = Make("issue_comment", command, payload);
        return _random.Next(2) == 0 ? [first] : [first, Make("issue_comment", command, payload)];
    }

    private SignedDelivery Make(string @event, Command? command, JsonObject payload)
    {
        Span<byte> id = stackalloc byte[16];
        _random.NextBytes(id);
        var delivery = SignedDelivery.Of(new Guid(id), @event, command, payload.ToJsonString(), secret);
        if (_sent.Count == Remembered)
        {
            _sent.RemoveAt(0);
        }

        _sent.Add(delivery);
        return delivery;
    }

    private SignedDelivery? TakeUnanswered()
    {
        lock (_unanswered)
        {
            return _unanswered.TryDequeue(out var delivery) ? delivery : null;
        }
    }
}
