using Microsoft.Extensions.Options;

namespace TaskRelay.Web.Runners.Local;

/// <summary>What local workers need: the worker program, git, a folder to work in.</summary>
public sealed class LocalReadiness(IOptionsMonitor<RunnerOptions> options) : IRunnerReadiness
{
    /// <inheritdoc />
    public string Runner => "local";

    /// <inheritdoc />
    public Task<IReadOnlyList<RunnerProblem>> LookAsync(CancellationToken cancellationToken)
    {
        var local = options.CurrentValue.Local;
        var problems = new List<RunnerProblem>();
        if (local.Command is { } command)
        {
            // A line for the shell: only a plain first word can be looked up.
            var program = command.Trim().Split(' ')[0];
            if (program.All(letter => char.IsLetterOrDigit(letter) || letter is '/' or '.' or '-' or '_' or '+') && !ProgramPath.Exists(program))
            {
                problems.Add(new($"The worker program {program} is not there.", "Correct Runners:Local:Command, or remove it to use the bundled worker."));
            }
        }
        else if (!File.Exists(Path.Combine(AppContext.BaseDirectory, "worker", "TaskRelay.Worker.dll")))
        {
            problems.Add(new("The bundled worker is not beside the app.", "Install TaskRelay whole, with its worker folder."));
        }

        foreach (var program in new[] { "git", "setsid" }.Where(program => !ProgramPath.Exists(program)))
        {
            problems.Add(new($"{program} is not on the PATH.", $"Install {(program == "git" ? "git" : "util-linux")}."));
        }

        if (!IsWritable(local.WorkRoot))
        {
            problems.Add(new($"Nothing can be written in {Path.GetFullPath(local.WorkRoot)}.", "Give Runners:Local:WorkRoot to the user that TaskRelay runs as, or set another folder."));
        }

        return Task.FromResult<IReadOnlyList<RunnerProblem>>(problems);
    }

    private static bool IsWritable(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var path = Path.Combine(folder, $".probe-{Guid.NewGuid():N}");
            using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
