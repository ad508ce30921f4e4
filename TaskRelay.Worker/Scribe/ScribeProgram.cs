namespace TaskRelay.Worker.Scribe;

/// <summary>The built-in agent that needs no key: <c>TaskRelay.Worker scribe</c>, prompt on standard input, working directory the clone.</summary>
public static class ScribeProgram
{
    /// <summary>Runs to the end and returns the exit code.</summary>
    public static async Task<int> RunAsync(string[] args, TextReader stdin, TextWriter stdout, TextWriter stderr, CancellationToken cancellationToken)
    {
        var prompt = await stdin.ReadToEndAsync(cancellationToken);
        await stdout.WriteLineAsync($"scribe read {prompt.Length} characters".AsMemory(), cancellationToken);
        return 0;
    }
}
