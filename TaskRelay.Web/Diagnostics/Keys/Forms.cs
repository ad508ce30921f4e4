using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace TaskRelay.Web.Diagnostics.Keys;

/// <summary>The forms that values have. Remedies never quote the value: it may be a secret in the wrong place.</summary>
internal static partial class Forms
{
    private const string AddressRemedy = "Set an absolute http or https address without credentials, such as https://relay.example.com.";

    /// <summary>Any text.</summary>
    public static readonly Form Any = _ => null;

    /// <summary>Any text but an empty one.</summary>
    public static readonly Form Text = value => string.IsNullOrWhiteSpace(value) ? "Set a value, or remove the key to have its default." : null;

    /// <summary>An address that is used to the letter.</summary>
    public static readonly Form Address = value =>
        Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address is { UserInfo: "", Query: "", Fragment: "" }
            ? null
            : AddressRemedy;

    /// <summary>Scheme, host and port: links and cookies know no path.</summary>
    public static readonly Form Origin = value =>
        Address(value) ?? (new Uri(value).AbsolutePath == "/" ? null : "Set scheme, host and port only: TaskRelay answers at the root of a host, not below a path.");

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static readonly Form Flag = value => bool.TryParse(value, out _) ? null : "Set true or false.";

    /// <summary>A file that can be read.</summary>
    public static readonly Form File = value =>
    {
        try
        {
            using var opened = System.IO.File.OpenRead(value);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return $"Set the path of a file that can be read: {(System.IO.File.Exists(value) ? "this one can't be" : "there is none at this path")}.";
        }
    };

    /// <summary>A folder that is there or can be made.</summary>
    public static readonly Form Folder = value =>
        Text(value) ?? (System.IO.File.Exists(value) ? "Set the path of a folder: there is a file at this one." : null);

    /// <summary>A login, or an account's number.</summary>
    public static readonly Form Account = value =>
        AccountForm().IsMatch(value.Trim()) ? null : "Set logins or numeric ids of GitHub accounts.";

    /// <summary>The same, or <c>*</c>.</summary>
    public static readonly Form AccountOrAll = value => value.Trim() == "*" ? null : Account(value);

    /// <summary>An IP address, or a network in CIDR form.</summary>
    public static readonly Form Network = value =>
        IPAddress.TryParse(value.Trim(), out _) || IPNetwork.TryParse(value.Trim(), out _) ? null : "Set IP addresses or networks such as 10.0.0.0/8.";

    /// <summary>A whole number within bounds.</summary>
    public static Form Number(int least, int most) => value =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? null
            : $"Set a whole number from {least} to {most}.";

    /// <summary>0, or a whole number within bounds.</summary>
    public static Form NothingOr(int least, int most) => value =>
        value == "0" || Number(least, most)(value) is null ? null : $"Set 0, or a whole number from {least} to {most}.";

    /// <summary>One of these words.</summary>
    public static Form OneOf(params IReadOnlyCollection<string> words) => value =>
        words.Contains(value, StringComparer.Ordinal) ? null : $"Set one of: {string.Join(", ", words)}.";

    /// <summary>Nothing, or that form: an empty value counts as none.</summary>
    public static Form Optional(Form form) => value => value.Length == 0 ? null : form(value);

    /// <summary>Entries with commas between them.</summary>
    public static Form Each(Form entry) => value => value
        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(one => entry(one))
        .FirstOrDefault(remedy => remedy is not null);

    [GeneratedRegex("^@?[A-Za-z0-9](-?[A-Za-z0-9_])*(\\[bot\\])?$")]
    private static partial Regex AccountForm();
}
