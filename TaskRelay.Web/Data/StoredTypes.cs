using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace TaskRelay.Web.Data;

/// <summary>
/// A moment as milliseconds since 1970: SQLite can neither order nor compare <see cref="DateTimeOffset"/>, and reads
/// UTC times back without their kind. Converted here, once, for both databases.
/// </summary>
internal sealed class MomentConverter() : ValueConverter<DateTimeOffset, long>(
    value => value.ToUnixTimeMilliseconds(),
    value => DateTimeOffset.FromUnixTimeMilliseconds(value));

/// <summary>An enum as its lower snake case name.</summary>
internal sealed class SnakeCaseConverter<T>() : ValueConverter<T, string>(
    value => SnakeCase.Of(value),
    value => SnakeCase.Parse<T>(value) ?? Unknown(value))
    where T : struct, Enum
{
    private static T Unknown(string value) =>
        throw new InvalidDataException($"The store holds '{value}', which is no {typeof(T).Name}.");
}
