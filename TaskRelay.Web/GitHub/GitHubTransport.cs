using System.Net.Http.Headers;
using Microsoft.Extensions.Options;

namespace TaskRelay.Web.GitHub;

/// <summary>
/// Between Octokit and the network: calls no host but the API's, whatever a redirect or a link says, and ends every
/// exchange, its body included, within a time and a size.
/// </summary>
internal sealed class GitHubTransport(IOptionsMonitor<GitHubOptions> options) : DelegatingHandler
{
    private const int LargestAnswer = 8 * 1024 * 1024;

    /// <summary>For one exchange; the network's patience is real time, not the application's clock.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var expected = new Uri(options.CurrentValue.ApiBaseUrl);
        if (request.RequestUri is not { } target || Uri.Compare(target, expected, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) != 0)
        {
            throw new HttpRequestException($"GitHub's API pointed to {request.RequestUri?.Host}, which is not {expected.Host}; it was not followed.");
        }

        // Octokit names every body a form.
        request.Content?.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.TryAddWithoutValidation("X-GitHub-Api-Version", "2022-11-28");

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        HttpResponseMessage? response = null;
        try
        {
            response = await base.SendAsync(request, limit.Token);

            // Octokit reads the body without a token: an answer that trickles would hold it for ever.
            await response.Content.LoadIntoBufferAsync(LargestAnswer, limit.Token);
            return response;
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            response?.Dispose();
            throw new HttpRequestException($"No answer within {Patience.TotalSeconds:0} seconds.", exception);
        }
        catch
        {
            response?.Dispose();
            throw;
        }
    }
}
