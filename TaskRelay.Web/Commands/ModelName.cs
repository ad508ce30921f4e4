namespace TaskRelay.Web.Commands;

/// <summary>Names of models: they go to an agent's command line, so they hold nothing that it could take for more.</summary>
public static class ModelName
{
    /// <summary>Longest name.</summary>
    public const int MaxLength = 100;

    /// <summary>Whether it is ASCII letters, digits and <c>. _ : / @ -</c>, a letter or digit first.</summary>
    public static bool IsValid(string? name) =>
        name is { Length: > 0 and <= MaxLength }
        && char.IsAsciiLetterOrDigit(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or ':' or '/' or '@' or '-');
}
