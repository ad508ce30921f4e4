using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TaskRelay.Web.Tests.Observability;

/// <summary>Takes what is exported by OTLP over HTTP, and reads the spans out of it.</summary>
public sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _web;

    private OtlpReceiver(WebApplication web) => _web = web;

    public ConcurrentQueue<OtlpSpan> Spans { get; } = [];

    public string Address => _web.Urls.First();

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new OtlpReceiver(builder.Build());
        receiver._web.MapPost("/v1/traces", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            receiver.Read(body.ToArray());
        });
        receiver._web.MapPost("/v1/metrics", () => Results.Ok());
        await receiver._web.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    /// <summary>ExportTraceServiceRequest.resource_spans.scope_spans.spans, by their published field numbers.</summary>
    private void Read(byte[] request)
    {
        foreach (var resource in Fields(request, 1))
        {
            foreach (var scope in Fields(resource, 2))
            {
                foreach (var span in Fields(scope, 2))
                {
                    var tags = Fields(span, 9).ToDictionary(
                        tag => Text(Fields(tag, 1)), tag => Text(Fields(Fields(tag, 2).FirstOrDefault(), 1)));
                    Spans.Enqueue(new OtlpSpan(Convert.ToHexStringLower(Fields(span, 1).First().Span), Text(Fields(span, 5)), tags));
                }
            }
        }
    }

    private static string Text(IEnumerable<ReadOnlyMemory<byte>> values) => Encoding.UTF8.GetString(values.FirstOrDefault().Span);

    /// <summary>The length-delimited fields of that number.</summary>
    private static List<ReadOnlyMemory<byte>> Fields(ReadOnlyMemory<byte> message, int number)
    {
        var found = new List<ReadOnlyMemory<byte>>();
        var at = 0;
        while (at < message.Length)
        {
            var tag = Number(message, ref at);
            switch (tag & 7)
            {
                case 0:
                    Number(message, ref at);
                    break;
                case 1:
                    at += 8;
                    break;
                case 5:
                    at += 4;
                    break;
                default:
                    var length = (int)Number(message, ref at);
                    if (tag >> 3 == (ulong)number)
                    {
                        found.Add(message.Slice(at, length));
                    }

                    at += length;
                    break;
            }
        }

        return found;
    }

    private static ulong Number(ReadOnlyMemory<byte> message, ref int at)
    {
        var (value, shift) = (0UL, 0);
        while (true)
        {
            var next = message.Span[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }

            shift += 7;
        }
    }
}

/// <summary>A span as it arrived.</summary>
public sealed record OtlpSpan(string TraceId, string Name, IReadOnlyDictionary<string, string> Tags);
