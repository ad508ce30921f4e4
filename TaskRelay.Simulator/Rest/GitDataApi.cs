using System.Text.Json.Nodes;
using TaskRelay.Simulator.Auth;
using TaskRelay.Simulator.Git;
using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator.Rest;

/// <summary>Branches, references, commits, files and comparisons, read from the bare repositories.</summary>
internal static class GitDataApi
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/repos/{owner}/{name}/branches", (RestContext rest, string owner, string name) => Open(rest, owner, name, Need.ContentsRead,
            (repository, git) => rest.Page(git.Branches().OrderBy(pair => pair.Key, StringComparer.Ordinal), pair => rest.Shape.Branch(repository, pair.Key, pair.Value))));
        api.MapGet("/repos/{owner}/{name}/branches/{**branch}", (RestContext rest, string owner, string name, string branch) => Open(rest, owner, name, Need.ContentsRead,
            (repository, git) =>
            {
                if (git.Resolve($"refs/heads/{branch}") is not { } sha)
                    return Answer.Refuse(StatusCodes.Status404NotFound, "Branch not found");
                var shape = rest.Shape.Branch(repository, branch, sha);
                shape["commit"] = rest.Shape.Commit(repository, git.Commit(sha));
                return Answer.Ok(shape);
            }));
        api.MapGet("/repos/{owner}/{name}/git/ref/{**reference}", (RestContext rest, string owner, string name, string reference) => Open(rest, owner, name, Need.ContentsRead,
            (repository, git) => git.Resolve($"refs/{reference}") is { } sha ? Answer.Ok(rest.Shape.Reference(repository, $"refs/{reference}", sha)) : Answer.NotFound()));
        api.MapDelete("/repos/{owner}/{name}/git/refs/heads/{**branch}", (RestContext rest, string owner, string name, string branch) => Open(rest, owner, name, Need.ContentsWrite,
            (repository, git) =>
            {
                if (git.Resolve($"refs/heads/{branch}") is null)
                    return Answer.Refuse(StatusCodes.Status422UnprocessableEntity, "Reference does not exist");
                git.DeleteRef($"refs/heads/{branch}");
                rest.State.NotePush(repository, rest.Actor);
                return Answer.NoContent();
            }));
        api.MapGet("/repos/{owner}/{name}/commits", (RestContext rest, string owner, string name) => Open(rest, owner, name, Need.ContentsRead,
            (repository, git) => git.Resolve(rest.Query("sha") ?? repository.DefaultBranch) is { } sha
                ? rest.Page(git.History(sha, 500), commit => rest.Shape.Commit(repository, commit)) : Answer.NotFound()));
        api.MapGet("/repos/{owner}/{name}/commits/{**revision}", (RestContext rest, string owner, string name, string revision) => Open(rest, owner, name, Need.ContentsRead,
            (repository, git) => Commit(rest, repository, git, revision)));
        api.MapGet("/repos/{owner}/{name}/compare/{**range}", (RestContext rest, string owner, string name, string range) => Open(rest, owner, name, Need.ContentsRead,
            (repository, git) => Compare(rest, repository, git, range)));
        api.MapGet("/repos/{owner}/{name}/contents/{**path}", (RestContext rest, string owner, string name, string? path) => Open(rest, owner, name, Need.ContentsRead,
            (repository, git) => Contents(rest, repository, git, path ?? "")));
    }

    private static IResult Open(RestContext rest, string owner, string name, Need need, Func<SimulatedRepository, BareRepository, IResult> act) =>
        rest.TryOpen(owner, name, need, out var repository, out var refusal) ? act(repository, GitHubState.Git(repository)) : refusal;

    private static IResult Commit(RestContext rest, SimulatedRepository repository, BareRepository git, string revision)
    {
        if (git.Resolve(revision) is not { } sha)
            return Answer.Refuse(StatusCodes.Status422UnprocessableEntity, $"No commit found for SHA: {revision}");
        var commit = git.Commit(sha);
        var files = git.Files(git.ParentOrNothing(commit), sha);
        var shape = rest.Shape.Commit(repository, commit);
        shape["stats"] = new JsonObject
        {
            ["additions"] = files.Sum(file => file.Additions),
            ["deletions"] = files.Sum(file => file.Deletions),
            ["total"] = files.Sum(file => file.Additions + file.Deletions),
        };
        shape["files"] = new JsonArray([.. files.Select(file => rest.Shape.ChangedFile(repository, file, sha))]);
        return Answer.Ok(shape);
    }

    private static IResult Compare(RestContext rest, SimulatedRepository repository, BareRepository git, string range)
    {
        if (range.Split("...") is not [var left, var right]
            || git.Resolve(left) is not { } from || git.Resolve(right.Split(':')[^1]) is not { } to || git.MergeBase(from, to) is not { } fork)
        {
            return Answer.NotFound();
        }
        var (ahead, behind) = (git.Count($"{from}..{to}"), git.Count($"{to}..{from}"));
        return Answer.Ok(new JsonObject
        {
            ["url"] = $"{rest.Shape.Api(repository)}/compare/{range}",
            ["html_url"] = $"{rest.Shape.Web(repository)}/compare/{range}",
            ["base_commit"] = rest.Shape.Commit(repository, git.Commit(from)),
            ["merge_base_commit"] = rest.Shape.Commit(repository, git.Commit(fork)),
            ["status"] = (ahead, behind) switch { (0, 0) => "identical", ( > 0, 0) => "ahead", (0, > 0) => "behind", _ => "diverged" },
            ["ahead_by"] = ahead,
            ["behind_by"] = behind,
            ["total_commits"] = ahead,
            ["commits"] = new JsonArray([.. git.Commits($"{from}..{to}").Select(commit => rest.Shape.Commit(repository, commit))]),
            ["files"] = new JsonArray([.. git.Files(fork, to).Select(file => rest.Shape.ChangedFile(repository, file, to))]),
        });
    }

    private static IResult Contents(RestContext rest, SimulatedRepository repository, BareRepository git, string path)
    {
        var name = rest.Query("ref") ?? repository.DefaultBranch;
        if (git.Resolve(name) is not { } sha)
            return Answer.Refuse(StatusCodes.Status404NotFound, $"No commit found for the ref {name}");
        var (file, entries) = git.Contents(sha, path);
        if (entries is not null)
            return entries.Count == 0 ? Answer.NotFound() : Answer.Ok(new JsonArray([.. entries.Select(entry => Entry(rest, repository, entry, name))]));
        if (file is null)
            return Answer.NotFound();
        var bytes = git.Blob(file.Sha);
        if (rest.Http.Request.Headers.Accept.ToString().Contains("raw", StringComparison.Ordinal))
            return Results.Bytes(bytes, "application/vnd.github.raw; charset=utf-8");
        var shape = Entry(rest, repository, file, name);
        shape["encoding"] = "base64";
        shape["content"] = Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks).ReplaceLineEndings("\n") + "\n";
        return Answer.Ok(shape);
    }

    private static JsonObject Entry(RestContext rest, SimulatedRepository repository, TreeEntry entry, string name) => new()
    {
        ["name"] = entry.Name,
        ["path"] = entry.Path,
        ["sha"] = entry.Sha,
        ["size"] = entry.Size,
        ["type"] = entry.Type == "tree" ? "dir" : "file",
        ["url"] = $"{rest.Shape.Api(repository)}/contents/{entry.Path}?ref={name}",
        ["html_url"] = $"{rest.Shape.Web(repository)}/blob/{name}/{entry.Path}",
        ["git_url"] = $"{rest.Shape.Api(repository)}/git/blobs/{entry.Sha}",
        ["download_url"] = $"{rest.Shape.Web(repository)}/raw/{name}/{entry.Path}",
    };
}
