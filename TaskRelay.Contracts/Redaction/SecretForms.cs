using System.Net;
using System.Text;
using System.Text.Encodings.Web;

namespace TaskRelay.Contracts.Redaction;

/// <summary>All forms of a secret: as it is, base64 at each offset and in both alphabets, hex, and escaped for URL, JSON and HTML.</summary>
internal static class SecretForms
{
    public static IReadOnlyList<SecretForm> Of(IEnumerable<string> secrets)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var forms = new List<SecretForm>();
        foreach (var secret in secrets.Select(static s => s.Trim()).Distinct(StringComparer.Ordinal))
        {
            if (secret.Length < SecretForm.ShortestSecret) continue;
            foreach (var form in OfOne(secret))
                if (form.Text.Length >= SecretForm.ShortestSecret && seen.Add(form.Text))
                    forms.Add(form);
        }

        return forms;
    }

    private static IEnumerable<SecretForm> OfOne(string secret)
    {
        var marks = PublicParts.Of(secret);
        // Line breaks go, as they do from the text that is searched.
        yield return Escaped(secret, marks, static r => CompactText.Of(r.ToString()));

        yield return Escaped(secret, marks, static r => Uri.EscapeDataString(r.ToString()));
        yield return Escaped(secret, marks, static r => LowerHex(Uri.EscapeDataString(r.ToString()), '%'));
        yield return Escaped(secret, marks, static r => WebUtility.UrlEncode(r.ToString()));
        yield return Escaped(secret, marks, static r => WebUtility.HtmlEncode(r.ToString()));
        yield return Escaped(secret, marks, static r => JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(r.ToString()));
        yield return Escaped(secret, marks, static r => JavaScriptEncoder.Default.Encode(r.ToString()));
        yield return Escaped(secret, marks, static r => LowerHex(JavaScriptEncoder.Default.Encode(r.ToString()), 'u'));
        yield return Escaped(secret, marks, static r => r.Value == '/' ? @"\/" : JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(r.ToString()));

        var (bytes, byteMarks) = Bytes(secret, marks);
        if (bytes.Length > secret.Length) yield return SecretForm.Plain(Encoding.Latin1.GetString(bytes), byteMarks);
        foreach (var form in EncodedForms.Of(bytes, byteMarks)) yield return form;

        // Windows shells encode in UTF-16 before base64.
        var wide = Encoding.Unicode.GetBytes(secret);
        foreach (var form in EncodedForms.Base64(wide, [.. wide.Select((_, i) => marks[i / 2])], 24)) yield return form;
    }

    private static SecretForm Escaped(string secret, bool[] marks, Func<Rune, string> escape)
    {
        var text = new StringBuilder(secret.Length);
        var textMarks = new List<bool>(secret.Length);
        var at = 0;
        foreach (var rune in secret.EnumerateRunes())
        {
            var piece = escape(rune);
            text.Append(piece);
            for (var i = 0; i < piece.Length; i++) textMarks.Add(marks[at]);
            at += rune.Utf16SequenceLength;
        }

        return SecretForm.Plain(text.ToString(), [.. textMarks]);
    }

    private static (byte[] Bytes, bool[] Marks) Bytes(string secret, bool[] marks)
    {
        var bytes = new List<byte>(secret.Length);
        var byteMarks = new List<bool>(secret.Length);
        Span<byte> buffer = stackalloc byte[4];
        var at = 0;
        foreach (var rune in secret.EnumerateRunes())
        {
            var count = rune.EncodeToUtf8(buffer);
            for (var i = 0; i < count; i++)
            {
                bytes.Add(buffer[i]);
                byteMarks.Add(marks[at]);
            }

            at += rune.Utf16SequenceLength;
        }

        return ([.. bytes], [.. byteMarks]);
    }

    private static string LowerHex(string escape, char lead) => escape.Length > 1 && escape.Contains(lead) ? escape.ToLowerInvariant() : escape;
}
