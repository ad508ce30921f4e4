using static TaskRelay.Web.Tests.Surface.Access;

namespace TaskRelay.Web.Tests.Surface;

/// <summary>Every endpoint of the app, and who may call it. A new one has to be written down here, or the matrix fails.</summary>
public static class SurfaceTable
{
    private const string Claim = """{"workerId":"w"}""";

    public static IReadOnlyList<SurfaceRow> Rows { get; } =
    [
        new("GET", "/api/auth/github", Anyone, 302),
        new("GET", "/api/auth/github/callback", Anyone, 302),
        new("GET", "/api/auth/github/installed", Anyone, 302),
        new("POST", "/api/auth/logout", Anyone, 204),
        new("GET", "/api/auth/diagnostics", Person, 200),

        new("GET", "/api/tasks", Person, 200),
        new("POST", "/api/tasks", Person, 200, 201) { Body = """{"repository":"octo/hello","issueNumber":1}""" },
        new("GET", "/api/tasks/history", Person, 200),
        new("GET", "/api/tasks/export", Person, 200),
        new("GET", "/api/tasks/history/export", Person, 200),
        new("GET", "/api/tasks/{id}/prompt", WholeTask, 404),
        new("GET", "/api/tasks/{id}", TaskState, 200),
        new("GET", "/api/tasks/{id}/status", TaskState, 200),
        new("POST", "/api/tasks/{id}/stop", TaskState, 200),
        new("GET", "/api/tasks/{id}/events", WholeTask, 200),
        new("GET", "/api/tasks/{id}/stream", WholeTask, 200),
        new("POST", "/api/tasks/{id}/retry", WholeTask, 202) { Body = "{}" },

        new("GET", "/api/config", Person, 200),
        new("PUT", "/api/config", Person, 400) { Body = "{}" },
        new("GET", "/api/config/providers", Person, 200),
        new("GET", "/api/config/provider-credentials", Person, 200),
        new("PUT", "/api/config/provider-credentials", Person, 404) { Body = """{"provider":"nobody","values":{}}""" },
        new("PUT", "/api/config/credentials", Person, 200) { Body = """{"anthropic":null}""" },
        new("PUT", "/api/config/fly", Person, 400) { Body = """{"cpus":-1}""" },
        new("POST", "/api/config/validate/anthropic", Person, 200) { Body = """{"apiKey":null}""" },
        new("POST", "/api/config/validate/fly", Person, 200) { Body = """{"token":null,"appName":null}""" },

        new("GET", "/api/github/summary", Person, 200),
        new("GET", "/api/github/profile", Person, 200),
        new("GET", "/api/github/orgs", Person, 200),
        new("GET", "/api/github/installations", Person, 200),
        new("GET", "/api/github/repositories", Person, 200),
        new("GET", "/api/github/issues/{owner}/{repo}/{number}", Person, 200)
        {
            Values = new Dictionary<string, string> { ["owner"] = "octo", ["repo"] = "hello", ["number"] = "1" },
        },
        new("GET", "/api/rate-limit", Person, 200),

        new("GET", "/api/tokens", Person, 200),
        new("POST", "/api/tokens", Person, 201) { Body = """{"name":"n","scopes":["tasks:read"],"expiresAt":null}""" },
        new("GET", "/api/tokens/{id}", OwnThing, 200),
        new("DELETE", "/api/tokens/{id}", OwnThing, 204),

        new("GET", "/api/notifications/webhooks", Person, 200),
        new("POST", "/api/notifications/webhooks", Person, 201, 409) { Body = """{"url":"https://hooks.invalid/x","name":"n","events":["task.failed"],"scope":"own"}""" },
        new("GET", "/api/notifications/webhooks/{id}", OwnThing, 200),
        new("PUT", "/api/notifications/webhooks/{id}", OwnThing, 200)
        {
            Body = """{"version":1,"url":"https://hooks.invalid/x","name":"n","events":["task.failed"],"enabled":true}""",
        },
        new("DELETE", "/api/notifications/webhooks/{id}", OwnThing, 204),
        new("POST", "/api/notifications/webhooks/{id}/secret", OwnThing, 200),
        new("POST", "/api/notifications/webhooks/{id}/test", OwnThing, 202),
        new("GET", "/api/notifications/webhooks/{id}/deliveries", OwnThing, 200),
        new("POST", "/api/notifications/deliveries/{id}/redeliver", OwnThing, 202),

        new("GET", "/api/startup/check", Anyone, 200, 503),
        new("GET", "/api/audit", Administrator, 200),
        new("GET", "/api/audit/export", Administrator, 200),
        new("GET", "/api/admin/pause", Administrator, 200),
        new("PUT", "/api/admin/pause", Administrator, 200) { Body = """{"paused":false,"reason":null}""" },
        new("PUT", "/api/admin/pause/repositories/{owner}/{repo}", Administrator, 200, 404)
        {
            Body = """{"paused":false,"reason":null}""",
            Values = new Dictionary<string, string> { ["owner"] = "octo", ["repo"] = "hello" },
        },
        new("GET", "/api/admin/installations", Administrator, 200, 502),
        new("PUT", "/api/admin/installations/{id}", Administrator, 404, 502) { Body = """{"served":false}""" },
        new("GET", "/api/repositories/{owner}/{repo}/settings", Person, 200, 404, 502)
        {
            Values = new Dictionary<string, string> { ["owner"] = "octo", ["repo"] = "hello" },
        },
        new("PUT", "/api/repositories/{owner}/{repo}/settings", Person, 400)
        {
            Body = "{}",
            Values = new Dictionary<string, string> { ["owner"] = "octo", ["repo"] = "hello" },
        },
        new("GET", "/api/deliveries", Administrator, 200),
        new("GET", "/api/deliveries/{id}", Administrator, 200),
        new("POST", "/api/deliveries/{id}/replay", Administrator, 409),

        new("POST", "/api/webhooks/github", Credential) { Body = "{}" },
        new("POST", "/api/worker/claim", Credential) { Body = Claim },
        new("GET", "/api/worker/job", Credential),
        new("POST", "/api/worker/events", Credential) { Body = """{"events":[]}""", TakesAnyObject = true },
        new("POST", "/api/callbacks/complete", Credential) { Body = "{}" },

        new("GET", "/health/live", Anyone, 200),
        new("GET", "/health/ready", Anyone, 200),
        new("GET", "/openapi/{documentName}.json", Anyone, 200) { Values = new Dictionary<string, string> { ["documentName"] = "v1" } },
        new("GET", "/docs/api/{documentName?}", Anyone, 200) { Values = new Dictionary<string, string> { ["documentName"] = "" } },
        new("GET", "/docs/api/scalar.js", Anyone, 200),
        new("GET", "/docs/api/scalar.aspnetcore.js", Anyone, 200),
        new("GET", "/docs/api/favicon.svg", Anyone, 200),

        new("GET", "/login", Anyone, 200, 302),
        new("POST", "/login", Anyone, 400),
        new("GET", "/setup", Page, 200),
        new("POST", "/setup", Page, 400),
        new("GET", "/setup/start", Anyone, 302),
        new("POST", "/setup/start", Anyone, 400),
        new("GET", "/setup/github", Anyone, 302),
        new("POST", "/setup/github", Anyone, 400),
        new("POST", "/setup/code", Anyone, 303),
        new("POST", "/setup/app", Anyone, 303),
        new("GET", "/setup/app/created", Anyone, 303),
        new("GET", "/not-found", Anyone, 200),
        new("POST", "/not-found", Anyone, 400),
        new("GET", "/repositories", Page, 200),
        new("POST", "/repositories", Page, 400),
        new("GET", "/repositories/{Owner}/{Name}", Page, 200) { Values = new Dictionary<string, string> { ["Owner"] = "octo", ["Name"] = "hello" } },
        new("POST", "/repositories/{Owner}/{Name}", Page, 400) { Values = new Dictionary<string, string> { ["Owner"] = "octo", ["Name"] = "hello" } },
        new("GET", "/help", Page, 200),
        new("POST", "/help", Page, 400),
        new("GET", "/settings", Page, 200),
        new("POST", "/settings", Page, 400),
        new("GET", "/settings/{Section}", Page, 200) { Values = new Dictionary<string, string> { ["Section"] = "limits" } },
        new("POST", "/settings/{Section}", Page, 400) { Values = new Dictionary<string, string> { ["Section"] = "limits" } },
        new("GET", "/notifications", Page, 200),
        new("POST", "/notifications", Page, 400),
        // Asked for by somebody who administers nothing.
        new("GET", "/admin", Page, 403),
        new("POST", "/admin", Page, 400),
        new("GET", "/admin/deliveries", Page, 403),
        new("POST", "/admin/deliveries", Page, 400),
        new("GET", "/admin/deliveries/{Id:guid}", Page, 403),
        new("POST", "/admin/deliveries/{Id:guid}", Page, 400),
        new("GET", "/admin/queue", Page, 403),
        new("POST", "/admin/queue", Page, 400),
        new("GET", "/admin/users", Page, 403),
        new("POST", "/admin/users", Page, 400),
        new("GET", "/admin/audit", Page, 403),
        new("POST", "/admin/audit", Page, 400),
        new("GET", "/admin/limits", Page, 403),
        new("POST", "/admin/limits", Page, 400),
        new("GET", "/admin/retention", Page, 403),
        new("POST", "/admin/retention", Page, 400),
        new("GET", "/", Page, 200),
        new("POST", "/", Page, 400),
        new("GET", "/history", Page, 200),
        new("POST", "/history", Page, 400),
        new("GET", "/tasks/new", Page, 200),
        new("POST", "/tasks/new", Page, 400),
        new("GET", "/tasks", Page, 200),
        new("POST", "/tasks", Page, 400),
        new("GET", "/tasks/{Id:guid}", Page, 404),
        new("POST", "/tasks/{Id:guid}", Page, 400),

        new("ANY", "/_blazor", Circuit),
        new("ANY", "/_blazor/negotiate", Circuit),
        new("ANY", "/_blazor/disconnect", Circuit),
        new("ANY", "/_blazor/initializers", Circuit),
    ];

    public static TheoryData<string> Of(params Access[] classes) =>
        [.. Rows.Where(row => classes.Contains(row.Access)).Select(row => $"{row}")];

    public static SurfaceRow Find(string name) => Rows.Single(row => $"{row}" == name);
}
