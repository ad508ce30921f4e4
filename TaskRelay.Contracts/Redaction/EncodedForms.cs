using System.Text;

namespace TaskRelay.Contracts.Redaction;

/// <summary>Forms in which each character carries bits of a secret's bytes.</summary>
internal static class EncodedForms
{
    public static IEnumerable<SecretForm> Of(byte[] bytes, bool[] marks)
    {
        // Ten bytes leave at least twelve whole characters of base64, however they fall on its groups of three.
        foreach (var form in Base64(bytes, marks, 12)) yield return form;
        yield return Spelled(bytes, marks, "", static b => b.ToString("x2"));
        yield return Spelled(bytes, marks, "", static b => b.ToString("X2"));
        yield return Spelled(bytes, marks, "%", static b => b.ToString("x2"));
        yield return Spelled(bytes, marks, "%", static b => b.ToString("X2"));
        yield return Spelled(bytes, marks, @"\x", static b => b.ToString("x2"));
    }

    /// <summary>
    /// The secret may stand anywhere in what was encoded, so it is encoded at each of the three offsets, and only the
    /// characters are kept that depend on nothing but the secret; padding depends on what follows and is left out.
    /// </summary>
    public static IEnumerable<SecretForm> Base64(byte[] bytes, bool[] marks, int window)
    {
        for (var offset = 0; offset < 3; offset++)
        {
            var encoded = Convert.ToBase64String([.. new byte[offset], .. bytes]);
            var first = (offset * 8 + 5) / 6;
            var end = (offset + bytes.Length) * 8 / 6;
            var text = encoded[first..end];
            var textMarks = new bool[text.Length];
            for (var i = 0; i < text.Length; i++)
            {
                var bit = (first + i) * 6 - offset * 8;
                textMarks[i] = marks[bit / 8] && marks[(bit + 5) / 8];
            }

            var length = Math.Min(window, text.Length);
            yield return new(text, textMarks, length);
            yield return new(text.Replace('+', '-').Replace('/', '_'), textMarks, length);
        }
    }

    private static SecretForm Spelled(byte[] bytes, bool[] marks, string lead, Func<byte, string> digits)
    {
        var text = new StringBuilder(bytes.Length * (lead.Length + 2));
        foreach (var b in bytes) text.Append(lead).Append(digits(b));
        var width = lead.Length + 2;
        var textMarks = Enumerable.Range(0, text.Length).Select(i => marks[i / width]).ToArray();
        return new(text.ToString(), textMarks, Math.Min(SecretForm.Window * width, text.Length));
    }
}
