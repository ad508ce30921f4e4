using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace TaskRelay.Web.OpenApi;

/// <summary>An example of the main things that travel, on their schemas, so that every operation shows it.</summary>
public sealed class DocumentExamples : IOpenApiDocumentTransformer
{
    private const string RunningTask =
        """
        {
          "id": "0199f0c2-7d54-7c3e-8a01-9e3b7c1d5a20", "status": "running", "agent": "claude", "model": null, "priority": "normal",
          "source": "comment",
          "repository": { "owner": "octo", "name": "hello", "fullName": "octo/hello", "url": "https://github.com/octo/hello" },
          "issue": { "number": 42, "title": "The flaky test", "url": "https://github.com/octo/hello/issues/42" },
          "instructions": "fix the flaky test",
          "createdBy": { "id": 583231, "login": "octocat" },
          "attempt": 1, "maxAttempts": 3, "runner": "local",
          "createdAt": "2026-11-26T09:00:00.000Z", "queuedAt": "2026-11-26T09:00:00.000Z", "startedAt": "2026-11-26T09:00:02.150Z",
          "completedAt": null, "stopRequestedAt": null, "deadlineAt": "2026-11-26T10:05:02.150Z",
          "progress": { "phase": "running_agent", "message": "Reads the test.", "at": "2026-11-26T09:00:21.007Z" },
          "baseBranch": "main", "branch": "taskrelay/42-9e3b7c1d5a20", "commitSha": null, "pullRequest": null, "summary": null,
          "usage": { "inputTokens": 0, "outputTokens": 0, "costUsd": 0.0 }, "error": null
        }
        """;

    private static readonly Dictionary<string, string> Examples = new(StringComparer.Ordinal)
    {
        ["TaskView"] = RunningTask,
        ["TaskRequest"] =
            """{ "repository": "octo/hello", "issueNumber": 42, "agent": "claude", "model": null, "priority": "normal", "instructions": "fix the flaky test", "baseBranch": null }""",
        ["RetryRequest"] = """{ "agent": "codex", "model": null, "instructions": null }""",
        ["ProblemDetails"] =
            """{ "type": "urn:taskrelay:problem:task_not_found", "title": "Not Found", "status": 404, "detail": "There is no such task, or you may not see it.", "code": "task_not_found", "traceId": "4bf92f3577b34da6a3ce929d0e0e4736" }""",
        ["ClaimRequest"] = """{ "workerId": "host-4711-5f2c" }""",
        ["WorkerEventBatch"] =
            """{ "events": [ { "seq": 1, "at": "2026-11-26T09:00:03.000Z", "kind": "progress", "stream": "cloning", "text": "Cloning octo/hello." } ] }""",
        ["CompletionReport"] =
            """
            {
              "taskId": "0199f0c2-7d54-7c3e-8a01-9e3b7c1d5a20", "attempt": 1, "status": "succeeded", "branch": "taskrelay/42-9e3b7c1d5a20",
              "commitSha": "3f786850e387550fdab836ed7e6dc881de23001b", "prUrl": "https://github.com/octo/hello/pull/7", "summary": "The test waits for the signal now.",
              "usage": { "inputTokens": 18200, "outputTokens": 2100, "costUsd": 0.09 }, "error": null
            }
            """,
    };

    /// <inheritdoc />
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        foreach (var (name, json) in Examples)
        {
            if (document.Components?.Schemas?.TryGetValue(name, out var schema) == true && schema is OpenApiSchema known)
            {
                known.Examples = [JsonNode.Parse(json)!];
            }
        }

        return Task.CompletedTask;
    }
}
