using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TaskRelay.Web.Http;

/// <summary>Times travel in UTC with a <c>Z</c> and milliseconds, always in the same length.</summary>
public sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <inheritdoc />
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset().ToUniversalTime();

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<char> text = stackalloc char[24];
        value.UtcDateTime.TryFormat(text, out var written, Form, CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..written]);
    }
}
