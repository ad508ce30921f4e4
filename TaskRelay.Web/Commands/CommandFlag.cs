namespace TaskRelay.Web.Commands;

/// <summary>A flag that a command may carry: what the parser reads and what the help tells.</summary>
/// <param name="Name">Behind the two hyphens, in any case.</param>
/// <param name="Value">What stands for its value in the help.</param>
/// <param name="Accepts">What its value has to be, in words.</param>
/// <param name="Meaning">What it does, in words.</param>
public sealed record CommandFlag(string Name, string Value, string Accepts, string Meaning)
{
    /// <summary>As it is written.</summary>
    public string Form => $"--{Name}={Value}";
}
