using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace TaskRelay.Rig.Power;

/// <summary>
/// Stands between SQLite and the operating system, in SQLite's own table of file methods: writes down what each write
/// replaces until the file is synced. A write that was never synced can so be taken back, as a power cut takes it.
/// </summary>
internal static unsafe class SqliteFiles
{
    // sqlite3_vfs and sqlite3_io_methods, in pointers from their beginning; their first members are ints.
    private const int VfsOpen = 5;
    private const int VfsDelete = 6;
    private const int FileWrite = 3;
    private const int FileTruncate = 4;
    private const int FileSync = 5;
    private const int FileSize = 6;
    private const int FileRead = 2;
    private const int MethodsLength = 19;
    private const int ShortRead = 522;

    private static readonly ConcurrentDictionary<nint, UndoFile> Opened = new();
    private static readonly ConcurrentDictionary<string, UndoFile> Files = new();

    /// <summary>SQLite has a table for each way of locking; the log needs none.</summary>
    private static readonly Dictionary<nint, nint> Tables = [];

    private static string _database = "";
    private static nint* _methods;
    private static delegate* unmanaged<nint, byte*, nint, int, int*, int> _open;
    private static delegate* unmanaged<nint, byte*, int, int> _delete;

    public static void Watch(string database, string library)
    {
        _database = database;
        var sqlite = NativeLibrary.Load(library);
        var find = (delegate* unmanaged<byte*, nint>)NativeLibrary.GetExport(sqlite, "sqlite3_vfs_find");
        var initialize = (delegate* unmanaged<int>)NativeLibrary.GetExport(sqlite, "sqlite3_initialize");
        if (initialize() != 0)
        {
            throw new InvalidOperationException("SQLite does not start.");
        }

        var vfs = (nint*)find(null);
        _open = (delegate* unmanaged<nint, byte*, nint, int, int*, int>)vfs[VfsOpen];
        _delete = (delegate* unmanaged<nint, byte*, int, int>)vfs[VfsDelete];
        vfs[VfsOpen] = (nint)(delegate* unmanaged<nint, byte*, nint, int, int*, int>)&Open;
        vfs[VfsDelete] = (nint)(delegate* unmanaged<nint, byte*, int, int>)&Delete;
    }

    [UnmanagedCallersOnly]
    private static int Open(nint vfs, byte* name, nint file, int flags, int* outFlags)
    {
        var result = _open(vfs, name, file, flags, outFlags);
        if (result == 0 && name is not null && PathOf(name) is { } path)
        {
            Opened[file] = Files.GetOrAdd(path, static known => new UndoFile(known));
            *(nint**)file = Watched(*(nint**)file);
        }

        return result;
    }

    [UnmanagedCallersOnly]
    private static int Delete(nint vfs, byte* name, int syncFolder)
    {
        var result = _delete(vfs, name, syncFolder);
        if (result == 0 && PathOf(name) is { } path && Files.TryGetValue(path, out var undo))
        {
            undo.Forget();
        }

        return result;
    }

    [UnmanagedCallersOnly]
    private static int Write(nint file, byte* bytes, int length, long offset)
    {
        var undo = Opened[file];
        lock (undo)
        {
            Remember(undo, file, offset, length);
            return ((delegate* unmanaged<nint, byte*, int, long, int>)_methods[FileWrite])(file, bytes, length, offset);
        }
    }

    [UnmanagedCallersOnly]
    private static int Truncate(nint file, long size)
    {
        var undo = Opened[file];
        lock (undo)
        {
            Remember(undo, file, size, checked((int)Math.Max(0, SizeOf(file) - size)));
            return ((delegate* unmanaged<nint, long, int>)_methods[FileTruncate])(file, size);
        }
    }

    [UnmanagedCallersOnly]
    private static int Sync(nint file, int flags)
    {
        var undo = Opened[file];
        lock (undo)
        {
            var result = ((delegate* unmanaged<nint, int, int>)_methods[FileSync])(file, flags);
            if (result == 0)
            {
                undo.Forget();
            }

            return result;
        }
    }

    private static void Remember(UndoFile undo, nint file, long offset, int length)
    {
        var size = SizeOf(file);
        var kept = (int)Math.Clamp(size - offset, 0, length);
        var before = new byte[kept];
        fixed (byte* into = before)
        {
            var result = kept == 0 ? 0 : ((delegate* unmanaged<nint, byte*, int, long, int>)_methods[FileRead])(file, into, kept, offset);
            if (result is not (0 or ShortRead))
            {
                throw new IOException($"SQLite could not read what is to be replaced: {result}.");
            }
        }

        undo.Add(size, offset, before);
    }

    private static long SizeOf(nint file)
    {
        long size;
        var result = ((delegate* unmanaged<nint, long*, int>)_methods[FileSize])(file, &size);
        return result == 0 ? size : throw new IOException($"SQLite could not tell a file's size: {result}.");
    }

    /// <summary>A copy of SQLite's table with ours in it.</summary>
    private static nint* Watched(nint* methods)
    {
        lock (Tables)
        {
            if (Tables.ContainsValue((nint)methods))
            {
                return methods;
            }

            if (Tables.TryGetValue((nint)methods, out var known))
            {
                return (nint*)known;
            }

            if (_methods is not null && (methods[FileWrite] != _methods[FileWrite] || methods[FileSync] != _methods[FileSync]))
            {
                throw new InvalidOperationException("SQLite writes its files in two ways.");
            }

            _methods = methods;
            var watched = (nint*)NativeMemory.Alloc(MethodsLength, (nuint)sizeof(nint));
            NativeMemory.Copy(methods, watched, (nuint)(MethodsLength * sizeof(nint)));
            watched[FileWrite] = (nint)(delegate* unmanaged<nint, byte*, int, long, int>)&Write;
            watched[FileTruncate] = (nint)(delegate* unmanaged<nint, long, int>)&Truncate;
            watched[FileSync] = (nint)(delegate* unmanaged<nint, int, int>)&Sync;

            // Pages mapped into memory would be written past us: xFetch and xUnfetch need version 3.
            *(int*)watched = Math.Min(*(int*)methods, 2);
            Tables[(nint)methods] = (nint)watched;
            return watched;
        }
    }

    /// <summary>The database and its logs; null for temporary files.</summary>
    private static string? PathOf(byte* name)
    {
        var path = Marshal.PtrToStringUTF8((nint)name)!;
        return path == _database || path == _database + "-wal" || path == _database + "-journal" ? path : null;
    }
}
