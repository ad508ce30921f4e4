using System.Text;
using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator.Pages;

/// <summary>Files, branches and single commits of a repository.</summary>
internal static class CodePages
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/{owner}/{name}", (PageContext page, string owner, string name) => Tree(page, owner, name, null));
        routes.MapGet("/{owner}/{name}/tree/{**branch}", (PageContext page, string owner, string name, string branch) => Tree(page, owner, name, branch));
        routes.MapGet("/{owner}/{name}/commit/{sha}", Commit);
        routes.MapGet("/{owner}/{name}/blob/{**rest}", (PageContext page, string owner, string name, string rest) => Blob(page, owner, name, rest, raw: false));
        routes.MapGet("/{owner}/{name}/raw/{**rest}", (PageContext page, string owner, string name, string rest) => Blob(page, owner, name, rest, raw: true));
    }

    private static IResult Tree(PageContext page, string owner, string name, string? branch)
    {
        if (!page.TryFind(owner, name, out var repository, out var missing))
            return missing;
        branch ??= repository.DefaultBranch;
        var git = GitHubState.Git(repository);
        if (git.Resolve(branch) is not { } sha)
            return PageContext.NotFound();
        var path = Html.Encode(repository.FullName);
        var files = git.Tree(sha).Select(entry =>
            $"<div class=\"row\"><a href=\"/{path}/blob/{Html.Encode(branch)}/{Html.Encode(entry.Path)}\">{Html.Encode(entry.Path)}</a></div>");
        var branches = git.Branches().Select(pair => $"<a class=\"pill\" href=\"/{path}/tree/{Html.Encode(pair.Key)}\">{Html.Encode(pair.Key)}</a>");
        var readme = git.ReadFile(sha, "README.md") is { } text ? $"<div class=\"box\"><div class=\"text\">{Markdown.Render(text, repository.FullName)}</div></div>" : "";
        var last = git.Commit(sha);
        return Html.LivePage(page.Request, repository.FullName, $"""
            {page.Head(repository, "code")}
            <p>{string.Join(' ', branches)}</p>
            <div class="box"><div class="head"><strong>{Html.Encode(last.AuthorName)}</strong> <a href="/{path}/commit/{sha}">{Html.Encode(last.Message.Split('\n')[0])}</a><span class="right mild">{Html.Encode(branch)} at {sha[..7]}</span></div>{string.Concat(files)}</div>
            {readme}
            <p class="mild">Clone with <code>git clone {Html.Encode(page.State.BaseUrl)}/{path}.git</code></p>
            """);
    }

    private static IResult Commit(PageContext page, string owner, string name, string sha)
    {
        if (!page.TryFind(owner, name, out var repository, out var missing))
            return missing;
        var git = GitHubState.Git(repository);
        if (git.Resolve(sha) is not { } found)
            return PageContext.NotFound();
        var commit = git.Commit(found);
        return Html.Page(commit.Message.Split('\n')[0], $"""
            {page.Head(repository, "code")}
            <h1>{Html.Encode(commit.Message.Split('\n')[0])}</h1>
            <pre>{Html.Encode(commit.Message)}</pre>
            <p class="mild">{Html.Encode(commit.AuthorName)} &lt;{Html.Encode(commit.AuthorEmail)}&gt; · {commit.CommittedAt:u} · <code>{commit.Sha}</code></p>
            {DiffView.Render(git.Files(git.ParentOrNothing(commit), found))}
            """);
    }

    /// <summary>A branch may hold slashes, so the split between it and the path is tried from the left.</summary>
    private static IResult Blob(PageContext page, string owner, string name, string rest, bool raw)
    {
        if (!page.TryFind(owner, name, out var repository, out var missing))
            return missing;
        var git = GitHubState.Git(repository);
        var parts = rest.Split('/');
        for (var i = 1; i < parts.Length; i++)
        {
            var (branch, path) = (string.Join('/', parts[..i]), string.Join('/', parts[i..]));
            if (git.Resolve(branch) is not { } sha || git.Contents(sha, path).File is not { } file)
                continue;
            var bytes = git.Blob(file.Sha);
            if (raw)
                return Results.Bytes(bytes, "text/plain; charset=utf-8");
            return Html.Page(path, $"""
                {page.Head(repository, "code")}
                <div class="box"><div class="head"><strong>{Html.Encode(path)}</strong><span class="right mild">{Html.Encode(branch)}</span></div>
                <pre><code>{Html.Encode(Encoding.UTF8.GetString(bytes))}</code></pre></div>
                """);
        }
        return PageContext.NotFound();
    }
}
