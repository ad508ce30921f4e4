using System.Text.Json;
using TaskRelay.Web.Audit;
using TaskRelay.Web.Http;
using TaskRelay.Web.Tasks.Api;

namespace TaskRelay.Web.Diagnostics;

/// <summary>Hands out the audit log as a file, page after page.</summary>
internal static class AuditExport
{
    private const int MaxEntries = 50_000;
    private const int PageSize = 500;
    private const string Head = "id,at,actor,actorId,action,target,outcome,address\r\n";

    public static async Task<IResult> FileAsync(
        AuditQueries audit, TimeProvider clock, string? format, string? actor, string? action, string? q, string? from, string? to, CancellationToken cancellationToken)
    {
        if (format is not (null or "" or "csv" or "json"))
        {
            return ProblemResults.Invalid("format", "Must be csv or json.");
        }

        var (filter, problem) = AuditApi.Filter(actor, action, q, from, to);
        if (problem is not null)
        {
            return problem;
        }

        // Read before the answer begins: a store that is away is told as such, not as an empty file.
        var first = await audit.ListAsync(filter, PageSize, null, cancellationToken);
        var isJson = format == "json";
        return TypedResults.Stream(
            body => WriteAsync(body, audit, filter, first, isJson, cancellationToken),
            isJson ? "application/json; charset=utf-8" : "text/csv; charset=utf-8",
            $"audit-{clock.GetUtcNow():yyyyMMdd-HHmmss}.{(isJson ? "json" : "csv")}");
    }

    private static async Task WriteAsync(
        Stream body, AuditQueries audit, AuditFilter filter, (IReadOnlyList<AuditView> Items, long? Next) page, bool isJson, CancellationToken cancellationToken)
    {
        await using var writer = isJson ? new StreamWriter(body, leaveOpen: true) : new StreamWriter(body, TaskCsv.Encoding, leaveOpen: true);
        await writer.WriteAsync(isJson ? "{\"items\":[" : Head);
        for (var count = 0; ; page = await audit.ListAsync(filter, PageSize, page.Next, cancellationToken))
        {
            foreach (var entry in page.Items)
            {
                await writer.WriteAsync(isJson ? $"{(count == 0 ? "" : ",")}\n{JsonSerializer.Serialize(entry, RelayJson.Options)}" : Line(entry));
                count++;
            }

            if (page.Next is null || count >= MaxEntries)
            {
                break;
            }

            await writer.FlushAsync(cancellationToken);
        }

        await writer.WriteAsync(isJson ? "\n]}\n" : "");
    }

    private static string Line(AuditView entry) => string.Join(',', new[]
    {
        entry.Id,
        entry.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture),
        TaskCsv.Field(entry.Actor),
        entry.ActorId?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "",
        TaskCsv.Field(entry.Action),
        TaskCsv.Field(entry.Target),
        TaskCsv.Field(entry.Outcome),
        TaskCsv.Field(entry.Address),
    }) + "\r\n";
}
