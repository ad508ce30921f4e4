using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using TaskRelay.Web.Tests.Components;

namespace TaskRelay.Web.Tests.OpenApi;

/// <summary><c>docs/openapi.json</c>: the served document without what belongs to one relay.</summary>
internal static class CommittedDocument
{
    public const string Renewal = "UPDATE_OPENAPI";

    private static readonly JsonSerializerOptions Form = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Path { get; } = System.IO.Path.Combine(Sources.Root, "docs", "openapi.json");

    /// <summary>The text that the file must have.</summary>
    public static string Of(string served)
    {
        var document = JsonNode.Parse(served)!;
        document["servers"]![0]!["url"] = "/";
        return document.ToJsonString(Form) + "\n";
    }
}
