using System.Globalization;
using System.Text;

namespace TaskRelay.Simulator.Git;

/// <summary>
/// The end of a push as git reports it to the client. Git can only say "pre-receive hook declined"; GitHub gives its
/// own reason for each reference, and that is what people, and programs, read in <c>[remote rejected]</c>.
/// </summary>
internal static class PushReport
{
    private const string Declined = "pre-receive hook declined";
    private const byte Report = 1;
    private const byte Progress = 2;

    /// <summary>The same answer, with the hook's first refusal as the reason; untouched where there is none.</summary>
    public static byte[] WithReason(byte[] answer)
    {
        var packets = Packets(answer);
        var refusal = Encoding.UTF8.GetString([.. Band(packets, Progress)]).Split('\n').FirstOrDefault(line => line.StartsWith("refusing ", StringComparison.Ordinal));
        var report = Encoding.UTF8.GetString([.. Band(packets, Report)]);
        if (refusal is null || !report.Contains(Declined, StringComparison.Ordinal))
            return answer;
        using var rewritten = new MemoryStream();
        foreach (var packet in packets.Where(packet => packet is [Progress, ..]))
            rewritten.Write(Framed(packet));
        // Within the report each line is a packet of its own, framed once more.
        var lines = Packets(Encoding.UTF8.GetBytes(report)).Select(line => line.Length == 0 ? "0000"u8.ToArray()
            : Framed(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(line).Replace(Declined, refusal, StringComparison.Ordinal))));
        rewritten.Write(Framed([Report, .. lines.SelectMany(line => line)]));
        rewritten.Write("0000"u8);
        return rewritten.ToArray();
    }

    private static IEnumerable<byte> Band(List<byte[]> packets, byte band) =>
        packets.Where(packet => packet.Length > 0 && packet[0] == band).SelectMany(packet => packet.Skip(1));

    /// <summary>Each packet begins with its length in four hexadecimal digits, itself included; 0000 ends a part, kept here as an empty one.</summary>
    private static List<byte[]> Packets(ReadOnlySpan<byte> bytes)
    {
        List<byte[]> packets = [];
        while (bytes.Length >= 4 && int.TryParse(bytes[..4], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var length))
        {
            length = Math.Clamp(length, 4, bytes.Length);
            packets.Add(bytes[4..length].ToArray());
            bytes = bytes[length..];
        }
        return packets;
    }

    private static byte[] Framed(byte[] content) => [.. Encoding.ASCII.GetBytes($"{content.Length + 4:x4}"), .. content];
}
