namespace TaskRelay.Worker.Scribe;

/// <summary>
/// The built-in agent that needs no key: <c>TaskRelay.Worker scribe</c>, prompt on standard input, working directory
/// the clone. It follows a script in the prompt or in <see cref="RepositoryScript"/>, and without one writes notes
/// that follow from the issue. The same input gives the same changes.
/// </summary>
public static class ScribeProgram
{
    /// <summary>Script of a repository, used where the prompt has none.</summary>
    public const string RepositoryScript = ".taskrelay/scribe";

    /// <summary>Runs to the end and returns the exit code: 1 where the script says so, 2 where it can't be understood.</summary>
    /// <param name="args">Nothing, or the working directory.</param>
    /// <param name="stdin">The prompt.</param>
    /// <param name="stdout">What it does, line by line.</param>
    /// <param name="stderr">Why it failed.</param>
    /// <param name="cancellationToken">Ends it, and what it started.</param>
    public static async Task<int> RunAsync(string[] args, TextReader stdin, TextWriter stdout, TextWriter stderr, CancellationToken cancellationToken)
    {
        var files = new ScribeFiles(args is [{ Length: > 0 } directory, ..] ? directory : Directory.GetCurrentDirectory());
        var prompt = ScribePrompt.Read(await stdin.ReadToEndAsync(cancellationToken));
        var (text, source) = (prompt.Script, prompt.Source);
        if (text is null && File.Exists(Path.Combine(files.Root, RepositoryScript)))
            (text, source) = (await File.ReadAllTextAsync(Path.Combine(files.Root, RepositoryScript), cancellationToken), RepositoryScript);

        if (text is null)
        {
            var summary = ScribeNotes.Write(files, prompt);
            await stdout.WriteLineAsync(summary.AsMemory(), cancellationToken);
            await stdout.WriteLineAsync($"::summary:: {summary}".AsMemory(), cancellationToken);
            return 0;
        }

        var script = ScribeScript.Parse(text);
        if (script.Error is not null)
        {
            await stderr.WriteLineAsync(script.Error.AsMemory(), cancellationToken);
            return 2;
        }

        await stdout.WriteLineAsync($"scribe follows {source}: {script.Commands.Count} commands".AsMemory(), cancellationToken);
        return await new ScribeRunner(files, stdout, stderr).RunAsync(script, cancellationToken);
    }
}
