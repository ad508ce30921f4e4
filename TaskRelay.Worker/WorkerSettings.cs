using System.Diagnostics.CodeAnalysis;
using TaskRelay.Contracts;

namespace TaskRelay.Worker;

/// <summary>What the runner handed over.</summary>
/// <param name="Url">The server.</param>
/// <param name="Ticket">Opens the attempt, once.</param>
/// <param name="WorkDirectory">The attempt's own folder.</param>
/// <param name="Marker">Stands in the environment of all that belongs to the attempt.</param>
internal sealed record WorkerSettings(Uri Url, string Ticket, string WorkDirectory, string Marker)
{
    /// <summary>Reads them, and takes the ticket out of the environment, so that no child inherits it.</summary>
    public static bool TryRead(TextReader stdin, [NotNullWhen(true)] out WorkerSettings? settings, [NotNullWhen(false)] out string? problem)
    {
        settings = null;
        var ticket = Environment.GetEnvironmentVariable(WorkerEnvironment.Ticket);
        Environment.SetEnvironmentVariable(WorkerEnvironment.Ticket, null);
        ticket = string.IsNullOrWhiteSpace(ticket) ? stdin.ReadLine()?.Trim() : ticket.Trim();
        if (string.IsNullOrEmpty(ticket))
        {
            problem = $"No ticket: neither in {WorkerEnvironment.Ticket} nor in the first line of standard input.";
            return false;
        }
        if (!Uri.TryCreate(Environment.GetEnvironmentVariable(WorkerEnvironment.Url), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
        {
            problem = $"{WorkerEnvironment.Url} does not say where the server is.";
            return false;
        }
        var folder = Environment.GetEnvironmentVariable(WorkerEnvironment.WorkDirectory);
        if (string.IsNullOrEmpty(folder))
        {
            // A machine that is this attempt's alone needs no agreement on folders.
            folder = Directory.CreateTempSubdirectory("taskrelay-work-").FullName;
            Environment.SetEnvironmentVariable(WorkerEnvironment.WorkDirectory, folder);
        }
        else if (!Directory.Exists(folder))
        {
            problem = $"{WorkerEnvironment.WorkDirectory} is not a folder.";
            return false;
        }
        var marker = Environment.GetEnvironmentVariable(WorkerEnvironment.Marker);
        if (string.IsNullOrEmpty(marker))
        {
            marker = $"worker/{Guid.NewGuid():N}";
            Environment.SetEnvironmentVariable(WorkerEnvironment.Marker, marker);
        }
        problem = null;
        settings = new WorkerSettings(url, ticket, Path.GetFullPath(folder), marker);
        return true;
    }
}
