using System.Text;

namespace TaskRelay.Simulator.Git;

internal static class FastImportText
{
    /// <summary>git counts the bytes, so text goes in with its length in UTF-8.</summary>
    public static StringBuilder AppendData(this StringBuilder stream, string text) =>
        stream.Append($"data {Encoding.UTF8.GetByteCount(text)}\n").Append(text).Append('\n');
}
