using System.Text.Json;
using System.Text.Json.Serialization;

namespace TaskRelay.Web.Http;

/// <summary>The one JSON form of the REST surface.</summary>
public static class RelayJson
{
    /// <summary>The form, for what is written outside an endpoint's result.</summary>
    public static JsonSerializerOptions Options { get; } = Made();

    /// <summary>camelCase, enums in snake case, nulls written, members that nobody knows refused.</summary>
    public static void Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.Never;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.RespectNullableAnnotations = true;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.MaxDepth = 32;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        options.Converters.Add(new UtcTimeConverter());
    }

    private static JsonSerializerOptions Made()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Apply(options);
        return options;
    }
}
