namespace TaskRelay.Worker.Scribe;

/// <summary>A path of the script may not be used; the message says why.</summary>
internal sealed class ScribePathException(string message) : Exception(message);

/// <summary>Files below one folder, and nowhere else: no absolute path, no <c>..</c>, no link that leads out.</summary>
internal sealed class ScribeFiles(string root)
{
    private readonly string _root = Real(Path.GetFullPath(root));

    public string Root => _root;

    /// <summary>The full path; refuses what leaves the folder.</summary>
    public string Resolve(string path)
    {
        if (path.Length == 0 || Path.IsPathRooted(path) || path.Split('/', '\\').Contains(".."))
            throw new ScribePathException($"\"{path}\" leaves the working directory");
        var full = _root;
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            full = Real(Path.Combine(full, part));
            if (full != _root && !full.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
                throw new ScribePathException($"\"{path}\" leads out of the working directory");
        }

        return full;
    }

    public string Write(string path, string text, bool append)
    {
        var full = Resolve(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        if (append) File.AppendAllText(full, text);
        else File.WriteAllText(full, text);
        return full;
    }

    /// <summary>Replaces every occurrence; false where there is none.</summary>
    public bool Replace(string path, string old, string replacement)
    {
        var full = Resolve(path);
        if (!File.Exists(full)) return false;
        var text = File.ReadAllText(full);
        // Without the heredoc's last line break, so that a part of a line can be named.
        (old, replacement) = (WithoutLastBreak(old), WithoutLastBreak(replacement));
        if (old.Length == 0 || !text.Contains(old, StringComparison.Ordinal)) return false;
        File.WriteAllText(full, text.Replace(old, replacement, StringComparison.Ordinal));
        return true;
    }

    public bool Delete(string path)
    {
        var full = Resolve(path);
        if (Directory.Exists(full)) Directory.Delete(full, recursive: true);
        else if (File.Exists(full)) File.Delete(full);
        else return false;
        return true;
    }

    private static string WithoutLastBreak(string text) => text.EndsWith('\n') ? text[..^1] : text;

    private static string Real(string path)
    {
        FileSystemInfo entry = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
        return entry.LinkTarget is null ? path : Path.GetFullPath(entry.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path);
    }
}
