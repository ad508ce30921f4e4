namespace TaskRelay.Web.Demo;

/// <summary>What a demo tells the person in front of it.</summary>
internal static class DemoWords
{
    /// <summary>The addresses, and what to do next.</summary>
    public static Task WriteAsync(TextWriter output, SimulatorInfo simulator, Uri dashboard, string folder)
    {
        var issues = string.Join(
            Environment.NewLine, simulator.Issues.Select(issue => $"       #{issue.Number}  {issue.Title}"));
        return output.WriteLineAsync(
            $"""

            TaskRelay   {dashboard}
            GitHub      {simulator.Url}{simulator.Repository}/issues   (a simulator; nothing leaves this machine)

            What to do next:
              1. Open an issue of {simulator.Repository} in the simulator:
            {issues}
              2. Write a comment as writer or maintainer:   @taskrelay scribe please do this
              3. Watch the eyes, the status comment and the pull request there,
                 and the live log on the dashboard (sign in as maintainer).

            Files are in {folder}. Ctrl-C ends everything.
            """);
    }
}
