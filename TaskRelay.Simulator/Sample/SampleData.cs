using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator.Sample;

/// <summary>What the box holds when it is opened: four people, an organization, and a repository with three issues.</summary>
internal static class SampleData
{
    public const string Repository = "octo/hello";

    public static void Add(GitHubState state)
    {
        state.AddUser("maintainer", "Mai Ntainer");
        state.AddUser("writer", "Wri Ter");
        state.AddUser("reader", "Rea Der");
        state.AddUser("stranger", "Stran Ger");
        state.AddOrganization("octo", "Octo");
        state.AddRepository(Repository, SampleRepository.Files, description: "A small shell project with tests");
        state.SetPermission(Repository, "maintainer", "admin");
        state.SetPermission(Repository, "writer", "write");
        state.SetPermission(Repository, "reader", "read");
        foreach (var (title, body, author) in SampleIssues.All)
            state.AddIssue(Repository, title, body, author);
    }
}
