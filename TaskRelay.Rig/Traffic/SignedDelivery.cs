using System.Security.Cryptography;
using System.Text;

namespace TaskRelay.Rig.Traffic;

/// <summary>A webhook as it may be sent once or several times: the same id and the same bytes.</summary>
/// <param name="Id">GitHub's id of the delivery.</param>
/// <param name="Event">Its event.</param>
/// <param name="Command">The comment with a command that it carries, if it carries one.</param>
/// <param name="Body">Its bytes.</param>
/// <param name="Signature">Over those bytes.</param>
internal sealed record SignedDelivery(Guid Id, string Event, Command? Command, byte[] Body, string Signature)
{
    public static SignedDelivery Of(Guid id, string @event, Command? command, string body, string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        return new SignedDelivery(
            id, @event, command, bytes, "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), bytes)));
    }

    public HttpRequestMessage ToRequest()
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/webhooks/github") { Content = new ByteArrayContent(Body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("X-GitHub-Event", Event);
        request.Headers.Add("X-GitHub-Delivery", Id.ToString());
        request.Headers.Add("X-Hub-Signature-256", Signature);
        return request;
    }
}
