namespace TaskRelay.Web.Tests.Worker.Image;

/// <summary>The instructions of worker/Dockerfile, in order, each with its stage.</summary>
internal sealed record DockerStep(int Stage, string Instruction, string Text);

/// <summary>Reads the file as an engine would: comments out, continued lines joined, arguments filled in.</summary>
internal static class Dockerfile
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<DockerStep> Read()
    {
        var steps = new List<DockerStep>();
        var arguments = new Dictionary<string, string>();
        var (stage, pending) = (-1, "");
        foreach (var line in File.ReadLines(Path.Combine(Root, "worker", "Dockerfile")))
        {
            if (line.StartsWith('#') || (line.Length == 0 && pending.Length == 0))
            {
                continue;
            }

            pending += line;
            if (pending.EndsWith('\\'))
            {
                pending = pending[..^1];
                continue;
            }

            var (instruction, text) = (pending.Split(' ')[0], pending[(pending.IndexOf(' ') + 1)..].Trim());
            pending = "";
            if (instruction == "ARG")
            {
                arguments[text.Split('=')[0]] = text.Split('=')[1];
                continue;
            }

            if (instruction == "FROM")
            {
                stage++;
                foreach (var (name, value) in arguments)
                {
                    text = text.Replace($"${{{name}}}", value, StringComparison.Ordinal);
                }
            }

            steps.Add(new DockerStep(stage, instruction, text));
        }

        return steps;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "TaskRelay.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
