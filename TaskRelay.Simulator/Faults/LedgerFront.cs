using System.Text;
using TaskRelay.Simulator.Auth;
using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator.Faults;

/// <summary>Notes every request, and gives each the id that GitHub would.</summary>
internal sealed class LedgerFront(RequestDelegate next, RequestLedger ledger, CallerReader callers)
{
    private const int LongestBody = 64 * 1024;

    public async Task InvokeAsync(HttpContext http)
    {
        var (request, at) = (http.Request, ledger.Now);
        http.Response.Headers["X-GitHub-Request-Id"] = Convert.ToHexString(Guid.NewGuid().ToByteArray().AsSpan(0, 8));
        var body = await ReadBodyAsync(request, http.RequestAborted);
        var (ended, noted) = (false, false);
        // Noted before the answer leaves, so that whoever has the answer finds it here. What a fault does to an answer is
        // known only at its end.
        http.Response.OnStarting(() =>
        {
            if (http.Features.Get<MetFault>() is null)
            {
                Note(http.Response.StatusCode, false);
            }

            return Task.CompletedTask;
        });
        try
        {
            await next(http);
            ended = true;
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone; that is for the ledger to tell, and no fault of the server.
        }
        finally
        {
            var met = http.Features.Get<MetFault>();
            Note(!ended || met is { Cut: true } || http.RequestAborted.IsCancellationRequested ? 0 : http.Response.StatusCode, met is not null);
        }

        void Note(int status, bool faulted)
        {
            if (noted)
            {
                return;
            }

            noted = true;
            // A request that a fault met before its credentials were read is still somebody's.
            var caller = http.Features.Get<Caller>() ?? callers.Read(request);
            ledger.Add(new LedgerEntry(at, request.Method, request.Path, request.QueryString.ToString(), caller.Kind, caller.Account?.Login, status, body, faulted));
        }
    }

    private static async Task<string> ReadBodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        // Packs are streamed to git, never kept.
        if (HttpMethods.IsGet(request.Method) || request.ContentType?.StartsWith("application/x-git", StringComparison.Ordinal) == true)
            return "";
        request.EnableBuffering();
        var buffer = new byte[LongestBody];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        request.Body.Position = 0;
        return Encoding.UTF8.GetString(buffer, 0, length);
    }
}
