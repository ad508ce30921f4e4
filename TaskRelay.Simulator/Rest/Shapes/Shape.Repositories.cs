using System.Text.Json.Nodes;
using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator.Rest.Shapes;

internal sealed partial class Shape
{
    public string Api(SimulatedRepository repository) => $"{Base}/repos/{repository.FullName}";

    public string Web(SimulatedRepository repository) => $"{Base}/{repository.FullName}";

    public JsonObject Repository(SimulatedRepository repository)
    {
        var open = state.Issues(repository.FullName).Count(issue => issue.IsOpen);
        return new JsonObject
        {
            ["id"] = repository.Id,
            ["node_id"] = $"R_{repository.Id}",
            ["name"] = repository.Name,
            ["full_name"] = repository.FullName,
            ["private"] = repository.Private,
            ["owner"] = User(repository.Owner),
            ["html_url"] = Web(repository),
            ["description"] = repository.Description,
            ["fork"] = false,
            ["url"] = Api(repository),
            ["issues_url"] = Api(repository) + "/issues{/number}",
            ["issue_comment_url"] = Api(repository) + "/issues/comments{/number}",
            ["pulls_url"] = Api(repository) + "/pulls{/number}",
            ["branches_url"] = Api(repository) + "/branches{/branch}",
            ["contents_url"] = Api(repository) + "/contents/{+path}",
            ["created_at"] = Time(repository.CreatedAt),
            ["updated_at"] = Time(repository.PushedAt),
            ["pushed_at"] = Time(repository.PushedAt),
            ["git_url"] = $"git://{new Uri(Base).Authority}/{repository.FullName}.git",
            ["ssh_url"] = $"git@{new Uri(Base).Host}:{repository.FullName}.git",
            ["clone_url"] = $"{Web(repository)}.git",
            ["homepage"] = null,
            ["size"] = 1,
            ["stargazers_count"] = 0,
            ["watchers_count"] = 0,
            ["language"] = "Shell",
            ["has_issues"] = true,
            ["has_projects"] = false,
            ["has_downloads"] = true,
            ["has_wiki"] = false,
            ["has_pages"] = false,
            ["forks_count"] = 0,
            ["archived"] = repository.Archived,
            ["disabled"] = false,
            ["open_issues_count"] = open,
            ["license"] = null,
            ["allow_forking"] = true,
            ["is_template"] = false,
            ["topics"] = new JsonArray(),
            ["visibility"] = repository.Private ? "private" : "public",
            ["forks"] = 0,
            ["open_issues"] = open,
            ["watchers"] = 0,
            ["default_branch"] = repository.DefaultBranch,
        };
    }

    public static JsonObject RepositoryInBrief(SimulatedRepository repository) => new()
    {
        ["id"] = repository.Id,
        ["node_id"] = $"R_{repository.Id}",
        ["name"] = repository.Name,
        ["full_name"] = repository.FullName,
        ["private"] = repository.Private,
    };

    /// <summary>With what the caller's role allows, as GitHub adds for people.</summary>
    public JsonObject RepositoryFor(SimulatedRepository repository, string role)
    {
        var shape = Repository(repository);
        shape["permissions"] = RoleFlags(role);
        shape["allow_merge_commit"] = true;
        shape["allow_squash_merge"] = true;
        shape["allow_rebase_merge"] = true;
        shape["delete_branch_on_merge"] = false;
        if (repository.Owner.Type == "Organization")
            shape["organization"] = User(repository.Owner);
        return shape;
    }

    public JsonObject CollaboratorPermission(SimulatedUser user, string role)
    {
        var account = User(user);
        account["permissions"] = RoleFlags(role);
        account["role_name"] = role;
        return new JsonObject { ["permission"] = Roles.Legacy(role), ["role_name"] = role, ["user"] = account };
    }

    private static JsonObject RoleFlags(string role)
    {
        var rank = Roles.Rank(role);
        return new JsonObject
        {
            ["admin"] = rank >= Roles.Admin,
            ["maintain"] = rank >= Roles.Maintain,
            ["push"] = rank >= Roles.Write,
            ["triage"] = rank >= Roles.Triage,
            ["pull"] = rank >= Roles.Read,
        };
    }
}
