using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace TaskRelay.Rig.Power;

/// <summary>
/// What the unsynced writes to one file have replaced, oldest first. It is written like any file, so that a killed
/// process leaves it behind.
/// </summary>
internal sealed class UndoFile(string path)
{
    public const string Suffix = ".undo";

    private static readonly int HeadLength = Marshal.SizeOf<Head>();

    private readonly SafeFileHandle _file = File.OpenHandle(path + Suffix, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
    private long _length;

    /// <summary>Before a write: the file's size, and what stands where it will write.</summary>
    public void Add(long size, long offset, byte[] before)
    {
        var record = new byte[HeadLength + before.Length];
        MemoryMarshal.Write(record, new Head(size, offset, before.Length));
        before.CopyTo(record, HeadLength);
        RandomAccess.Write(_file, record, _length);
        _length += record.Length;
    }

    /// <summary>The file was synced: what was written stays.</summary>
    public void Forget()
    {
        RandomAccess.SetLength(_file, 0);
        _length = 0;
    }

    /// <summary>Takes the unsynced writes back, newest first; answers how many there were.</summary>
    public static int TakeBack(string path)
    {
        var bytes = File.ReadAllBytes(path + Suffix);
        File.Delete(path + Suffix);
        var records = new Stack<(Head Head, int At)>();
        for (var at = 0; at + HeadLength <= bytes.Length;)
        {
            var head = MemoryMarshal.Read<Head>(bytes.AsSpan(at));
            if (at + HeadLength + head.Length > bytes.Length)
            {
                // Killed in the middle of this record: its write had not begun.
                break;
            }

            records.Push((head, at + HeadLength));
            at += HeadLength + (int)head.Length;
        }

        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        foreach (var (head, at) in records)
        {
            RandomAccess.Write(file, bytes.AsSpan(at, (int)head.Length), head.Offset);
            RandomAccess.SetLength(file, head.Size);
        }

        return records.Count;
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Head(long Size, long Offset, long Length);
}
