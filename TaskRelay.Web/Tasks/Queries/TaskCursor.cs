using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace TaskRelay.Web.Tasks.Queries;

/// <summary>Where a list goes on, sealed: callers can hand it back and do nothing else with it.</summary>
public sealed class TaskCursor(IDataProtectionProvider protection)
{
    private const int MaxLength = 500;

    private readonly IDataProtector _protector = protection.CreateProtector("TaskRelay.TaskCursor.v1");

    /// <summary>After this task.</summary>
    public string Seal(Guid lastId) => WebEncoders.Base64UrlEncode(_protector.Protect(lastId.ToByteArray()));

    /// <summary>The reverse; null when it is not one of ours.</summary>
    public Guid? Open(string cursor)
    {
        if (cursor.Length > MaxLength)
        {
            return null;
        }

        try
        {
            return new Guid(_protector.Unprotect(WebEncoders.Base64UrlDecode(cursor)));
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
