using System.Text.Json;
using System.Text.Json.Nodes;

namespace TaskRelay.Benchmarks.Ingest.Load;

/// <summary>An <c>issue_comment</c> as GitHub sends it: a few members that matter among many addresses that don't.</summary>
internal static class SampleComment
{
    private static readonly string[] UserLinks =
    [
        "followers", "following{/other_user}", "gists{/gist_id}", "starred{/owner}{/repo}", "subscriptions", "orgs", "repos",
        "events{/privacy}", "received_events",
    ];

    private static readonly string[] RepositoryLinks =
    [
        "forks", "keys{/key_id}", "collaborators{/collaborator}", "teams", "hooks", "issues/events{/number}", "events",
        "assignees{/user}", "branches{/branch}", "tags", "git/blobs{/sha}", "git/tags{/sha}", "git/refs{/sha}", "git/trees{/sha}",
        "statuses/{sha}", "languages", "stargazers", "contributors", "subscribers", "subscription", "commits{/sha}",
        "git/commits{/sha}", "comments{/number}", "issues/comments{/number}", "contents/{+path}", "compare/{base}...{head}",
        "merges", "{archive_format}{/ref}", "downloads", "issues{/number}", "pulls{/number}", "milestones{/number}",
        "notifications{?since,all,participating}", "labels{/name}", "releases{/id}", "deployments",
    ];

    /// <summary>Exactly so many bytes; the issue's text is what is stretched.</summary>
    public static byte[] Body(long commentId, int bytes)
    {
        var bare = JsonSerializer.SerializeToUtf8Bytes(Payload(commentId, ""));
        if (bare.Length >= bytes)
        {
            throw new ArgumentOutOfRangeException(nameof(bytes), $"A payload has at least {bare.Length + 1} bytes.");
        }

        const string sentence = "The build of the third stage fails now and then since the update and passes when it is run again. ";
        var text = string.Concat(Enumerable.Repeat(sentence, (bytes / sentence.Length) + 1))[..(bytes - bare.Length)];
        return JsonSerializer.SerializeToUtf8Bytes(Payload(commentId, text));
    }

    private static JsonObject Payload(long commentId, string issueText) => new()
    {
        ["action"] = "created",
        ["issue"] = new JsonObject
        {
            ["url"] = "https://api.github.com/repos/octo-org/hello-world/issues/42",
            ["id"] = 1_700_000_042,
            ["number"] = 42,
            ["title"] = "The third stage fails now and then",
            ["user"] = Person("reporter", 583_231),
            ["labels"] = new JsonArray(),
            ["state"] = "open",
            ["locked"] = false,
            ["comments"] = 3,
            ["created_at"] = "2026-01-02T03:04:05Z",
            ["body"] = issueText,
        },
        ["comment"] = new JsonObject
        {
            ["url"] = "https://api.github.com/repos/octo-org/hello-world/issues/comments/1",
            ["id"] = commentId,
            ["user"] = Person("maintainer", 583_232),
            ["created_at"] = "2026-01-03T03:04:05Z",
            ["author_association"] = "MEMBER",
            ["body"] = "@taskrelay scribe make the third stage wait for its database\n\nThe log says that the port is not open yet.",
            ["performed_via_github_app"] = null,
        },
        ["repository"] = Repository(),
        ["organization"] = new JsonObject { ["login"] = "octo-org", ["id"] = 9_919 },
        ["sender"] = Person("maintainer", 583_232),
        ["installation"] = new JsonObject { ["id"] = 12_345, ["node_id"] = "MDIzOkludGVncmF0aW9uSW5zdGFsbGF0aW9u" },
    };

    private static JsonObject Repository()
    {
        var repository = new JsonObject
        {
            ["id"] = 1_296_269,
            ["name"] = "hello-world",
            ["full_name"] = "octo-org/hello-world",
            ["private"] = false,
            ["owner"] = Person("octo-org", 9_919, "Organization"),
            ["default_branch"] = "main",
        };
        foreach (var link in RepositoryLinks)
        {
            repository[$"{link.Split('{', '/')[0]}_{repository.Count}_url"] = $"https://api.github.com/repos/octo-org/hello-world/{link}";
        }

        return repository;
    }

    private static JsonObject Person(string login, long id, string type = "User")
    {
        var person = new JsonObject { ["login"] = login, ["id"] = id, ["type"] = type, ["site_admin"] = false };
        foreach (var link in UserLinks)
        {
            person[$"{link.Split('{')[0]}_url"] = $"https://api.github.com/users/{login}/{link}";
        }

        return person;
    }
}
