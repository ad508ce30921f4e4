using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace TaskRelay.Web.Http;

/// <summary>
/// Where a list goes on, sealed: callers can hand a cursor back to the list that gave it, and do nothing else with it.
/// A cursor of one list opens no other.
/// </summary>
public sealed class SignedCursors(IDataProtectionProvider protection)
{
    private const int MaxLength = 1000;

    private readonly IDataProtector _protector = protection.CreateProtector("TaskRelay.Cursors.v1");

    /// <summary>A cursor of the list of that name.</summary>
    public string Seal(string list, string position) =>
        WebEncoders.Base64UrlEncode(Of(list).Protect(Encoding.UTF8.GetBytes(position)));

    /// <inheritdoc cref="Seal(string, string)" />
    public string Seal(string list, Guid lastId) => WebEncoders.Base64UrlEncode(Of(list).Protect(lastId.ToByteArray()));

    /// <inheritdoc cref="Seal(string, string)" />
    public string Seal(string list, long lastId)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, lastId);
        return WebEncoders.Base64UrlEncode(Of(list).Protect(bytes));
    }

    /// <summary>The position; null when the cursor is not one that this list gave.</summary>
    public string? Open(string list, string cursor) => Unseal(list, cursor) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    /// <inheritdoc cref="Open" />
    public Guid? OpenGuid(string list, string cursor) => Unseal(list, cursor) is { Length: 16 } bytes ? new Guid(bytes) : null;

    /// <inheritdoc cref="Open" />
    public long? OpenNumber(string list, string cursor) =>
        Unseal(list, cursor) is { Length: sizeof(long) } bytes ? BinaryPrimitives.ReadInt64BigEndian(bytes) : null;

    /// <summary>What a caller hears of a cursor that does not open.</summary>
    public static IResult Refusal() => ProblemResults.Problem(
        StatusCodes.Status400BadRequest, "invalid_cursor", "The cursor is not one that this list gave. Begin without it.");

    private IDataProtector Of(string list) => _protector.CreateProtector(list);

    private byte[]? Unseal(string list, string cursor)
    {
        if (cursor.Length > MaxLength)
        {
            return null;
        }

        try
        {
            // The last letter may hold bits that mean nothing: only the spelling that was given is taken.
            var sealedBytes = WebEncoders.Base64UrlDecode(cursor);
            return WebEncoders.Base64UrlEncode(sealedBytes) == cursor ? Of(list).Unprotect(sealedBytes) : null;
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
