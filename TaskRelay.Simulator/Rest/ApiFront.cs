using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using TaskRelay.Simulator.Auth;
using TaskRelay.Simulator.State;

namespace TaskRelay.Simulator.Rest;

/// <summary>What GitHub does before and after every endpoint of its API: credentials, allowance, JSON, ETag.</summary>
internal sealed class ApiFront(RequestDelegate next, CallerReader callers, RateLimits limits)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<ApiEndpoint>() is null)
        {
            await next(http);
            return;
        }
        var caller = callers.Read(http.Request);
        http.Features.Set(caller);
        http.Response.Headers["X-GitHub-Media-Type"] = "github.v3; format=json";
        var resource = http.Request.Path.StartsWithSegments("/rate_limit") ? null : limits.Count(caller.RateKey);
        RateLimits.Write(http.Response, resource ?? limits.Look(caller.RateKey));

        if (caller.Kind == TokenKind.Invalid)
            await Answer.Unauthorized(caller.Refusal!).ExecuteAsync(http);
        else if (resource is { Exceeded: true })
            await Answer.Forbidden($"API rate limit exceeded for {caller.RateKey}.").ExecuteAsync(http);
        else if (!await TryReadBodyAsync(http))
            await Answer.BadRequest("Problems parsing JSON").ExecuteAsync(http);
        else if (HttpMethods.IsGet(http.Request.Method))
            await WithETagAsync(http, caller);
        else
            await next(http);
    }

    /// <summary>Octokit says it sends a form when it sends JSON, so the content type is no guide.</summary>
    private static async Task<bool> TryReadBodyAsync(HttpContext http)
    {
        if (HttpMethods.IsGet(http.Request.Method) || http.GetEndpoint()!.Metadata.GetMetadata<ApiEndpoint>()!.OwnBody)
            return true;
        using var bytes = new MemoryStream();
        await http.Request.Body.CopyToAsync(bytes, http.RequestAborted);
        if (bytes.Length == 0)
            return true;
        try
        {
            if (JsonNode.Parse(bytes.ToArray()) is not JsonObject body)
                return false;
            http.Features.Set(body);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private async Task WithETagAsync(HttpContext http, Caller caller)
    {
        var body = http.Response.Body;
        using var kept = new MemoryStream();
        http.Response.Body = kept;
        try
        {
            await next(http);
        }
        finally
        {
            http.Response.Body = body;
        }
        if (http.Response.StatusCode == StatusCodes.Status200OK)
        {
            var etag = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(kept.GetBuffer().AsSpan(0, (int)kept.Length)))}\"";
            http.Response.Headers.ETag = etag;
            http.Response.Headers.CacheControl = "private, max-age=60, s-maxage=60";
            if (http.Request.Headers.IfNoneMatch.Contains(etag))
            {
                http.Response.StatusCode = StatusCodes.Status304NotModified;
                http.Response.ContentLength = null;
                http.Response.ContentType = null;
                if (caller.Kind != TokenKind.None)
                    RateLimits.Write(http.Response, limits.GiveBack(caller.RateKey));
                return;
            }
        }
        kept.Position = 0;
        await kept.CopyToAsync(body, http.RequestAborted);
    }
}
