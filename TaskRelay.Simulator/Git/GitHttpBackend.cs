using System.Diagnostics;
using System.Text;

namespace TaskRelay.Simulator.Git;

/// <summary>Runs the real <c>git http-backend</c> as a CGI program, with both bodies streamed.</summary>
internal static class GitHttpBackend
{
    public static async Task RunAsync(HttpContext http, string stateFolder, string pathInfo, string? user, bool workflowsAllowed)
    {
        var start = Describe(http.Request, stateFolder, pathInfo, user, workflowsAllowed);
        using var process = Process.Start(start)!;
        var aborted = http.RequestAborted;
        await using var killing = aborted.Register(() => KillTree(process));
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var sending = FeedAsync(http.Request.Body, process, aborted);
        var output = process.StandardOutput.BaseStream;
        await ReadHeadersAsync(output, http.Response, aborted);
        await output.CopyToAsync(http.Response.Body, aborted);
        await sending;
        await process.WaitForExitAsync(aborted);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"git http-backend ended with {process.ExitCode}: {await errors}");
    }

    private static ProcessStartInfo Describe(HttpRequest request, string stateFolder, string pathInfo, string? user, bool workflowsAllowed)
    {
        var start = GitProcess.Describe(stateFolder, "http-backend");
        var environment = start.Environment;
        environment["GIT_PROJECT_ROOT"] = Path.Combine(stateFolder, "repositories");
        environment["GIT_HTTP_EXPORT_ALL"] = "1";
        environment["PATH_INFO"] = pathInfo;
        environment["REQUEST_METHOD"] = request.Method;
        environment["QUERY_STRING"] = request.QueryString.Value?.TrimStart('?') ?? "";
        environment["CONTENT_TYPE"] = request.ContentType ?? "";
        environment["REMOTE_ADDR"] = "127.0.0.1";
        environment[GitHooks.WorkflowsAllowed] = workflowsAllowed ? "1" : "0";
        if (user is not null)
            environment["REMOTE_USER"] = user;
        if (request.ContentLength is { } length)
            environment["CONTENT_LENGTH"] = length.ToString();
        // git compresses what it sends; http-backend unpacks it itself when told.
        if (request.Headers.ContentEncoding.ToString() is { Length: > 0 } encoding)
            environment["HTTP_CONTENT_ENCODING"] = encoding;
        if (request.Headers["Git-Protocol"].ToString() is { Length: > 0 } protocol)
            environment["GIT_PROTOCOL"] = protocol;
        return start;
    }

    private static async Task FeedAsync(Stream body, Process process, CancellationToken aborted)
    {
        var input = process.StandardInput.BaseStream;
        try
        {
            await body.CopyToAsync(input, aborted);
        }
        catch (IOException) when (process.HasExited)
        {
            // A refused push: git has said its answer and left before reading the rest.
        }
        finally
        {
            await CloseAsync(input);
        }

        static async Task CloseAsync(Stream input)
        {
            try
            {
                await input.DisposeAsync();
            }
            catch (IOException)
            {
                // The pipe was broken already.
            }
        }
    }

    private static async Task ReadHeadersAsync(Stream output, HttpResponse response, CancellationToken aborted)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await output.ReadAsync(one, aborted) == 1)
        {
            if (one[0] != '\n')
            {
                line.Append((char)one[0]);
                continue;
            }
            var text = line.ToString().TrimEnd('\r');
            line.Clear();
            if (text.Length == 0)
                return;
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            var (name, value) = (text[..colon], text[(colon + 1)..].Trim());
            if (name == "Status")
                response.StatusCode = int.Parse(value.Split(' ')[0]);
            else
                response.Headers[name] = value;
        }
    }

    private static void KillTree(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }
    }
}
