using TaskRelay.Rig.Traffic;

namespace TaskRelay.Rig.Checks;

/// <summary>Looks at what people see: one answer to each command, and nothing twice.</summary>
internal sealed class GitHubCheck(GitHubSide gitHub, Verdict verdict)
{
    private const string Marker = "taskrelay:status:";

    public void Run(IReadOnlyList<Command> commands)
    {
        foreach (var command in commands)
        {
            var where = $"{command.Repository}#{command.Issue}";
            var (comments, reactions) = gitHub.Seen(command);
            switch (comments.Count(comment => comment.Body.Contains(Marker, StringComparison.Ordinal)))
            {
                case 0:
                    verdict.Lost($"the status comment on {where}");
                    break;
                case > 1:
                    verdict.Doubled($"the status comment on {where}");
                    break;
            }

            foreach (var twice in comments.CountBy(comment => comment.Body).Where(pair => pair.Value > 1))
            {
                verdict.Doubled($"a comment on {where}: {twice.Key}");
            }

            var ends = reactions.Count(reaction => reaction is "rocket" or "confused");
            if (reactions.Count(reaction => reaction == "eyes") != 1 || ends > 1)
            {
                verdict.Doubled($"the reactions on {where} are {string.Join(", ", reactions)}");
            }
            else if (ends == 0)
            {
                verdict.Lost($"the reaction to the end on {where}");
            }
        }
    }
}
