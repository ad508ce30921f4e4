using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TaskRelay.Simulator.Rest;

/// <summary>GitHub's answers, refusals in its own words.</summary>
internal static class Answer
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IResult Ok(JsonNode body) => Json(body, StatusCodes.Status200OK);

    public static IResult Created(JsonNode body) => Json(body, StatusCodes.Status201Created);

    public static IResult NoContent() => Results.StatusCode(StatusCodes.Status204NoContent);

    public static IResult Accepted() => Json(new JsonObject(), StatusCodes.Status202Accepted);

    public static IResult BadRequest(string message) => Refuse(StatusCodes.Status400BadRequest, message);

    public static IResult Unauthorized(string message) => Refuse(StatusCodes.Status401Unauthorized, message);

    public static IResult Forbidden(string message) => Refuse(StatusCodes.Status403Forbidden, message);

    public static IResult NotFound() => Refuse(StatusCodes.Status404NotFound, "Not Found");

    public static IResult Conflict(string message) => Refuse(StatusCodes.Status409Conflict, message);

    public static IResult Refuse(int status, string message) => Json(Message(status, message), status);

    /// <summary>422 with one error that carries a sentence.</summary>
    public static IResult Invalid(string resource, string message) =>
        Invalid(new JsonObject { ["resource"] = resource, ["code"] = "custom", ["message"] = message });

    /// <summary>422 for a field that is missing or wrong.</summary>
    public static IResult InvalidField(string resource, string field, string code = "invalid") =>
        Invalid(new JsonObject { ["resource"] = resource, ["field"] = field, ["code"] = code });

    private static IResult Invalid(JsonObject error)
    {
        var body = Message(StatusCodes.Status422UnprocessableEntity, "Validation Failed");
        body.Insert(1, "errors", new JsonArray(error));
        return Json(body, StatusCodes.Status422UnprocessableEntity);
    }

    public static JsonObject Message(int status, string message) => new()
    {
        ["message"] = message,
        ["documentation_url"] = "https://docs.github.com/rest",
        ["status"] = status.ToString(),
    };

    public static string Write(JsonNode body) => body.ToJsonString(Options);

    public static IResult Json(JsonNode body, int status) => Results.Text(Write(body), "application/json; charset=utf-8", statusCode: status);
}
