using System.Collections.Concurrent;

namespace TaskRelay.Simulator.Models;

/// <summary>
/// A model provider whose models say what a script says, and which writes a bill for every answer that it gave in full.
/// It knows the forms of Anthropic, OpenAI and Google, all at one address.
/// </summary>
public sealed class ModelProvider
{
    /// <summary>The key that is accepted where a test sets no other.</summary>
    public const string DefaultKey = "sk-simulated-2f7c1d9be05a4863";

    private static readonly ModelTurn Aside = ModelTurn.Say("A title", new ModelUsage(50, 4));
    private readonly Lock _gate = new();
    private readonly List<ModelScript> _scripts = [];
    private readonly List<ModelBill> _bills = [];
    private readonly List<ModelRequest> _requests = [];
    private readonly Dictionary<ModelTurn, int> _broken = new(ReferenceEqualityComparer.Instance);
    private int _answers;

    /// <summary>Every other key is refused with 401.</summary>
    public string Key { get; set; } = DefaultKey;

    /// <summary>Keys that OpenAI, Google and OpenRouter no longer know when they are asked about them; every other one is good.</summary>
    public ConcurrentDictionary<string, bool> RefusedKeys { get; } = new(StringComparer.Ordinal);

    /// <summary>By the model's name.</summary>
    public Dictionary<string, ModelPrice> Prices { get; } = new(StringComparer.Ordinal);

    /// <summary>What was answered in full, in order.</summary>
    public IReadOnlyList<ModelBill> Bills
    {
        get
        {
            lock (_gate)
                return [.. _bills];
        }
    }

    /// <summary>What was asked with a good key, answered in full or not.</summary>
    public IReadOnlyList<ModelRequest> Requests
    {
        get
        {
            lock (_gate)
                return [.. _requests];
        }
    }

    /// <summary>Adds a script; of those that fit a conversation the one added last counts.</summary>
    public void Add(ModelScript script)
    {
        lock (_gate)
            _scripts.Insert(0, script);
    }

    internal ModelAnswer Answer(ModelRequest request)
    {
        lock (_gate)
        {
            _requests.Add(request);
            // Titles, summaries and the like beside the conversation offer no tools, and are no step of it.
            var aside = request.Tools.Count == 0;
            var script = _scripts.FirstOrDefault(one => request.Text.Contains(one.When, StringComparison.Ordinal));
            var turn = aside ? Aside
                : script is not null && request.Turn < script.Turns.Count ? script.Turns[request.Turn]
                : ModelTurn.Say("Done.", new ModelUsage(100, 2));
            var breaks = turn.Break == StreamBreak.None || _broken.GetValueOrDefault(turn) >= turn.Breaks ? StreamBreak.None : turn.Break;
            if (breaks == StreamBreak.None)
            {
                var cost = Prices.GetValueOrDefault(request.Model)?.Of(turn.Usage) ?? 0;
                _bills.Add(new ModelBill(script?.When ?? "", request.Wire, request.Model, turn.Usage, cost, aside));
            }
            else
            {
                _broken[turn] = _broken.GetValueOrDefault(turn) + 1;
            }
            return new ModelAnswer(++_answers, turn.Text ?? "", [.. turn.Calls.Select(call => ToolUse.Of(call, request.Tools))], turn.Usage, breaks);
        }
    }
}
