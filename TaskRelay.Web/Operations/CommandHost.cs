using TaskRelay.Web.Data;
using TaskRelay.Web.Data.Sqlite;
using TaskRelay.Web.Hosting;

namespace TaskRelay.Web.Operations;

/// <summary>What commands share: the configuration that the server would read, and where they write.</summary>
internal sealed class CommandHost(string[] settings, TextWriter output, TextWriter errors)
{
    /// <summary>What was asked for.</summary>
    public TextWriter Output { get; } = output;

    /// <summary>Why it could not be done.</summary>
    public TextWriter Errors { get; } = errors;

    /// <summary>A builder with the server's configuration and without its log.</summary>
    /// <exception cref="InvalidDataException">A file of the configuration can't be read.</exception>
    public WebApplicationBuilder Builder()
    {
        var builder = RelayBuilder.Create(settings);
        builder.Logging.ClearProviders();
        return builder;
    }

    /// <summary>True for a database that this program keeps in a file of its own.</summary>
    public static bool IsSqlite(IConfiguration configuration) =>
        configuration["Database:Provider"] is null or "" || string.Equals(configuration["Database:Provider"], "sqlite", StringComparison.OrdinalIgnoreCase);

    /// <summary>The file.</summary>
    public static SqliteConnections StoreOf(IConfiguration configuration) => new(DatabaseAddress.Of(configuration));

    /// <summary>Whether <paramref name="arguments"/> name a command, and not the server with its settings.</summary>
    public static bool IsMeant(string[] arguments) => arguments is [var first, ..]
        && (first is "--help" or "-h" or "-?" or "--version" || !(first.Length == 0 || first[0] is '-' or '/' || first.Contains('=')));

    /// <summary>Says why nothing was done.</summary>
    public async Task<int> FailAsync(string message, int code = ExitCodes.Failed)
    {
        await Errors.WriteLineAsync(message);
        return code;
    }
}
