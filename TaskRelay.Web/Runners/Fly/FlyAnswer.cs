namespace TaskRelay.Web.Runners.Fly;

/// <summary>What came of a call.</summary>
internal abstract record FlyAnswer<T>
{
    private FlyAnswer()
    {
    }

    internal sealed record Ok(T Value) : FlyAnswer<T>;

    /// <summary>Fly answered, and refused.</summary>
    internal sealed record Refused(FlyRefusal Refusal) : FlyAnswer<T>;

    /// <summary>No answer: the call may have taken effect or not.</summary>
    internal sealed record Silent(string Reason) : FlyAnswer<T>;

    /// <summary>Fly says that there is no such Machine, or no such app.</summary>
    public bool IsNotFound => this is Refused { Refusal.Status: 404 };

    /// <summary>Why there is no value, in words.</summary>
    public string Trouble => this switch
    {
        Refused no => no.Refusal.ToString(),
        Silent silent => silent.Reason,
        _ => "",
    };
}

/// <summary>An error that Fly answered with.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Fly's word for it, where there is one.</param>
/// <param name="Message">Fly's words on one line, cut.</param>
/// <param name="RetryAfter">How long Fly wants to be left alone.</param>
internal sealed record FlyRefusal(int Status, string? Code, string Message, TimeSpan? RetryAfter)
{
    public override string ToString() => Message.Length > 0 ? $"Fly answered {Status}: {Message}" : $"Fly answered {Status}";
}
