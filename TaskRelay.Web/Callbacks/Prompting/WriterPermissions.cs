using System.Collections.Concurrent;
using TaskRelay.Web.GitHub;
using TaskRelay.Web.Prompts;

namespace TaskRelay.Web.Callbacks.Prompting;

/// <summary>What the authors of texts may do in a repository, asked by numeric id. Who was not asked about is unknown, and so not trusted.</summary>
public sealed class WriterPermissions(RepositoryReader gitHub)
{
    /// <summary>Two questions each: more would cost more than they tell.</summary>
    private const int Most = 20;
    private const int Parallel = 4;

    /// <summary>Asks about the first ones.</summary>
    public async Task<IReadOnlyDictionary<long, PromptPermission>> OfAsync(
        IssueTalk.Place place, IEnumerable<WriterInfo> writers, CancellationToken cancellationToken)
    {
        var found = new ConcurrentDictionary<long, PromptPermission>();
        var people = new List<WriterInfo>();
        foreach (var writer in writers.DistinctBy(writer => writer.Id))
        {
            if (writer.IsPerson)
            {
                people.Add(writer);
            }
            else
            {
                found[writer.Id] = PromptPermission.None; // Apps and organizations give no commands.
            }
        }

        await System.Threading.Tasks.Parallel.ForEachAsync(
            people.Take(Most),
            new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken },
            async (writer, token) =>
            {
                var answer = await gitHub.ReadPermissionAsync(place.InstallationId, place.RepositoryId, place.FullName, writer.Id, token);
                found[writer.Id] = answer switch
                {
                    GitHubAnswer<ActorPermission>.Ok ok => Of(ok.Value.Permission),
                    GitHubAnswer<ActorPermission>.No { Status: 404 } => PromptPermission.None,
                    _ => PromptPermission.Unknown,
                };
            });
        return found;
    }

    private static PromptPermission Of(PermissionLevel level) => level switch
    {
        PermissionLevel.Admin => PromptPermission.Admin,
        PermissionLevel.Write => PromptPermission.Write,
        PermissionLevel.Read => PromptPermission.Read,
        _ => PromptPermission.None,
    };
}
