using System.Security.Cryptography;
using System.Text;

namespace TaskRelay.Web.Tests.Outgoing;

/// <summary>A request as it came.</summary>
public sealed record HookRequest(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public string Id => Headers["webhook-id"];

    /// <summary>Signatures as the specification has them computed, by hand: none of the app's code takes part.</summary>
    public bool IsSignedWith(string secret)
    {
        Assert.StartsWith("whsec_", secret, StringComparison.Ordinal);
        using var mac = new HMACSHA256(Convert.FromBase64String(secret["whsec_".Length..]));
        var expected = "v1," + Convert.ToBase64String(mac.ComputeHash(Encoding.UTF8.GetBytes($"{Id}.{Headers["webhook-timestamp"]}.{Text}")));
        return Headers["webhook-signature"].Split(' ').Contains(expected);
    }
}
