using TaskRelay.Simulator.Auth;
using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator.Git;

/// <summary>git over smart HTTP, with and without <c>.git</c>: who may fetch and push, then git's own server.</summary>
internal static class GitEndpoints
{
    private static readonly Need WorkflowsWrite = new("workflows", AccessLevel.Write, Roles.Write);

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var repository in new[] { "/{owner}/{name}.git", "/{owner}/{name}" })
        {
            routes.MapGet(repository + "/info/refs", (HttpContext http, string owner, string name) =>
                ServeAsync(http, owner, name, "/info/refs", http.Request.Query["service"].ToString()));
            routes.MapPost(repository + "/git-upload-pack", (HttpContext http, string owner, string name) =>
                ServeAsync(http, owner, name, "/git-upload-pack", "git-upload-pack"));
            routes.MapPost(repository + "/git-receive-pack", (HttpContext http, string owner, string name) =>
                ServeAsync(http, owner, name, "/git-receive-pack", "git-receive-pack"));
        }
    }

    private static async Task ServeAsync(HttpContext http, string owner, string name, string operation, string service)
    {
        var services = http.RequestServices;
        var state = services.GetRequiredService<GitHubState>();
        var caller = services.GetRequiredService<CallerReader>().Read(http.Request);
        http.Features.Set(caller);
        var repository = state.FindRepository($"{owner}/{name}");
        if (Refuse(caller, repository, service) is var (status, message) && status != 0)
        {
            if (status == StatusCodes.Status401Unauthorized)
                http.Response.Headers.WWWAuthenticate = "Basic realm=\"GitHub\"";
            http.Response.StatusCode = status;
            http.Response.ContentType = "text/plain";
            await http.Response.WriteAsync(message + "\n", http.RequestAborted);
            return;
        }
        var workflows = !caller.IsApp || caller.May(repository!, WorkflowsWrite);
        var folder = services.GetRequiredService<StateFolder>().Path;
        var path = $"/{repository!.FullName}.git{operation}";
        if (operation != "/git-receive-pack")
        {
            await GitHttpBackend.RunAsync(http, folder, path, caller.Account?.Login, workflows);
            return;
        }
        // A push's answer is a few lines: kept until pull requests have moved, so that whoever pushed sees that.
        var body = http.Response.Body;
        using var report = new MemoryStream();
        http.Response.Body = report;
        try
        {
            await GitHttpBackend.RunAsync(http, folder, path, caller.Account?.Login, workflows);
        }
        finally
        {
            http.Response.Body = body;
        }
        state.NotePush(repository, caller.Account);
        await http.Response.Body.WriteAsync(PushReport.WithReason(report.ToArray()), http.RequestAborted);
    }

    private static (int Status, string Message) Refuse(Caller caller, SimulatedRepository? repository, string service)
    {
        if (service is not ("git-upload-pack" or "git-receive-pack"))
            return (StatusCodes.Status403Forbidden, "Please upgrade your git client.\nGitHub.com no longer supports git over dumb-http.");
        if (caller.Kind is TokenKind.Invalid or TokenKind.App)
            return (StatusCodes.Status401Unauthorized, "Invalid username or token. Password authentication is not supported for Git operations.");
        if (repository is null || !caller.CanSee(repository))
            return caller.Kind == TokenKind.None ? (StatusCodes.Status401Unauthorized, "Repository not found.") : (StatusCodes.Status404NotFound, "Repository not found.");
        var need = service == "git-receive-pack" ? Need.ContentsWrite : Need.ContentsRead;
        if (caller.Kind == TokenKind.None && need.Level > AccessLevel.Read)
            return (StatusCodes.Status401Unauthorized, "No anonymous write access.");
        if (caller.Installation?.SuspendedAt is not null || !caller.May(repository, need))
            return (StatusCodes.Status403Forbidden, need.Level > AccessLevel.Read ? $"Permission to {repository.FullName}.git denied to {caller.Account?.Login}." : "Write access to repository not granted.");
        return repository.Archived && need.Level > AccessLevel.Read
            ? (StatusCodes.Status403Forbidden, "This repository was archived so it is read-only.")
            : default;
    }
}
