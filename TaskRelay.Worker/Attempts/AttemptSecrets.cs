using TaskRelay.Contracts.Redaction;

namespace TaskRelay.Worker.Attempts;

/// <summary>The values that this worker holds and nobody may read: tickets, tokens, the agent's keys.</summary>
internal sealed class AttemptSecrets
{
    private readonly Lock _gate = new();
    private readonly List<string> _values = [];
    private volatile SecretRedactor _redactor = new([]);

    /// <summary>Adds values; those of earlier tokens stay, since they may still stand in some output.</summary>
    public void Add(params IEnumerable<string> values)
    {
        lock (_gate)
        {
            _values.AddRange(values.Where(value => value.Length > 0 && !_values.Contains(value)));
            _redactor = new SecretRedactor([.. _values]);
        }
    }

    public string Redact(string text) => _redactor.Redact(text);

    public StreamRedactor NewStream() => _redactor.NewStream();

    public SecretScanner NewScanner()
    {
        lock (_gate)
            return new SecretScanner([.. _values]);
    }

    /// <summary>Length of the longest one.</summary>
    public int Longest
    {
        get
        {
            lock (_gate)
                return _values.Count == 0 ? 0 : _values.Max(value => value.Length);
        }
    }
}
