using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;
using TaskRelay.Web.Auth;
using TaskRelay.Web.Data;

namespace TaskRelay.Web.Hosting;

/// <summary>Tells an operator in a sentence what kept the app from running, where a stack trace would hide it.</summary>
public static class StartFailure
{
    /// <summary>Something outside the program: the store, the address, a folder.</summary>
    public const int ExitCode = 1;

    /// <summary>The configuration has faults.</summary>
    public const int ConfigurationExitCode = 2;

    /// <summary>Why the configuration's own files can't be read; null for anything else.</summary>
    public static string? OfConfiguration(Exception exception) =>
        exception is InvalidDataException or FormatException or FileNotFoundException ? Words(exception) : null;

    /// <summary>What is wrong outside the program: the store is another's or can't be opened, the address is taken; null for a bug.</summary>
    public static string? OfStart(Exception exception) =>
        exception is StoreUnavailableException or KeyCertificateException or SqliteException or NpgsqlException or SocketException or IOException or UnauthorizedAccessException ? Words(exception) : null;

    private static string Words(Exception exception) =>
        exception.InnerException is { } inner && !exception.Message.Contains(inner.Message, StringComparison.Ordinal)
            ? $"{exception.Message} {inner.Message}"
            : exception.Message;
}
