namespace TaskRelay.Worker.Protocol;

/// <summary>What came of one call to the server.</summary>
/// <param name="Status">The HTTP status; 0 where none came.</param>
/// <param name="Value">The body of a 200.</param>
/// <param name="Trouble">What to say about anything else.</param>
internal sealed record ServerAnswer<T>(int Status, T? Value, string? Trouble)
    where T : class
{
    public bool Succeeded => Value is not null;

    /// <summary>Repeating would only be refused again.</summary>
    public bool IsFinal => Status is 400 or 401 or 403 or 404 or 409 or 413;

    /// <summary>The attempt is another's, or over: whatever we say counts for nothing.</summary>
    public bool IsFenced => Status is 401 or 409;
}
