namespace TaskRelay.Web.Commands;

/// <summary>Reads what a comment's text asks for. Pure: no state, no clock, no look-up.</summary>
public sealed class CommandParser
{
    /// <param name="body">The comment as GitHub sends it.</param>
    /// <param name="mention">The name that is listened to, without <c>@</c>.</param>
    /// <param name="agents">The agents of this moment.</param>
    public ParsedComment Parse(string body, string mention, AgentNames agents) => new ParsedComment.NoCommand();
}
