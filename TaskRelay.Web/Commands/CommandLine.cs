using TaskRelay.Web.Tasks;

namespace TaskRelay.Web.Commands;

/// <summary>
/// Reads what stands behind the mention: a verb alone on the line, or agent and flags up to the first word that is
/// neither. Words are separated by any white space of Unicode, no-break spaces (a Mac's Alt+Space) among them.
/// </summary>
internal sealed class CommandLine
{
    private readonly AgentNames _agents;
    private string? _agent;
    private TaskPriority? _priority;
    private string? _model;
    private string? _baseBranch;

    private CommandLine(AgentNames agents) => _agents = agents;

    /// <summary>Parses the command.</summary>
    /// <param name="body">The comment.</param>
    /// <param name="start">Behind the mention.</param>
    /// <param name="agents">The agents of this moment.</param>
    public static ParsedComment Parse(string body, int start, AgentNames agents)
    {
        var length = body.AsSpan(start).IndexOfAny('\r', '\n');
        var end = length < 0 ? body.Length : start + length;
        return Verb(body.AsSpan(start, end - start).Trim()) is { } verb
            ? new ParsedComment.ControlCommand(verb)
            : new CommandLine(agents).Task(body, start, end);
    }

    private static ControlVerb? Verb(ReadOnlySpan<char> line)
    {
        foreach (var verb in Enum.GetValues<ControlVerb>())
            if (System.Text.Ascii.EqualsIgnoreCase(line, verb.ToString()))
                return verb;
        return null;
    }

    private ParsedComment Task(string body, int start, int end)
    {
        while (true)
        {
            while (start < end && char.IsWhiteSpace(body[start]))
                start++;
            var wordEnd = start;
            while (wordEnd < end && !char.IsWhiteSpace(body[wordEnd]))
                wordEnd++;
            var word = body[start..wordEnd];
            if (word.Length == 0 || !TryTake(word, out var refusal))
                break;
            if (refusal is not null)
                return refusal;
            start = wordEnd;
        }
        return new ParsedComment.TaskCommand
        {
            Agent = _agent,
            Priority = _priority,
            Model = _model,
            BaseBranch = _baseBranch,
            Instructions = body[start..].Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Trim(),
        };
    }

    /// <summary>Takes an agent or a flag. False where the word begins the free text.</summary>
    private bool TryTake(string word, out ParsedComment.RefusedCommand? refusal)
    {
        refusal = null;
        if (_agent is null && _agents.Find(word) is { } agent)
        {
            _agent = agent;
            return true;
        }
        var isFlag = word.StartsWith("--", StringComparison.Ordinal) && word.Length > 2 && char.IsAsciiLetter(word[2]);
        if (!isFlag && !word.StartsWith("agent=", StringComparison.OrdinalIgnoreCase))
            return false;
        var equals = word.IndexOf('=');
        var value = equals < 0 ? null : word[(equals + 1)..];
        refusal = word[(isFlag ? 2 : 0)..(equals < 0 ? word.Length : equals)].ToLowerInvariant() switch
        {
            var name when name == CommandGrammar.Agent.Name => Agent(value),
            var name when name == CommandGrammar.Priority.Name => Priority(value),
            var name when name == CommandGrammar.Model.Name => Model(value),
            var name when name == CommandGrammar.Base.Name => Base(value),
            _ => Refusal.UnknownFlag(word),
        };
        return true;
    }

    private ParsedComment.RefusedCommand? Agent(string? value)
    {
        if (_agent is not null)
            return Refusal.Twice(CommandGrammar.Agent.Name);
        if (string.IsNullOrEmpty(value))
            return Refusal.Value(CommandGrammar.Agent, value);
        _agent = _agents.Find(value);
        return _agent is null ? Refusal.UnknownAgent(value, _agents) : null;
    }

    private ParsedComment.RefusedCommand? Priority(string? value)
    {
        if (_priority is not null)
            return Refusal.Twice(CommandGrammar.Priority.Name);
        _priority = value?.ToLowerInvariant() switch
        {
            "low" => TaskPriority.Low,
            "normal" => TaskPriority.Normal,
            "high" => TaskPriority.High,
            _ => null,
        };
        return _priority is null ? Refusal.Value(CommandGrammar.Priority, value) : null;
    }

    private ParsedComment.RefusedCommand? Model(string? value)
    {
        if (_model is not null)
            return Refusal.Twice(CommandGrammar.Model.Name);
        if (!ModelName.IsValid(value))
            return Refusal.Value(CommandGrammar.Model, value);
        _model = value;
        return null;
    }

    private ParsedComment.RefusedCommand? Base(string? value)
    {
        if (_baseBranch is not null)
            return Refusal.Twice(CommandGrammar.Base.Name);
        // Git would allow a branch of that name; who writes it means the one behind the prefix.
        if (!BranchName.IsValid(value) || value!.StartsWith("refs/", StringComparison.Ordinal))
            return Refusal.Value(CommandGrammar.Base, value);
        _baseBranch = value;
        return null;
    }
}
