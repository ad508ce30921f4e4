using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace TaskRelay.Web.Auth;

/// <summary>The Data Protection keys on disk, readable by this user only: they open every session and stored secret.</summary>
public sealed class KeyFolder : FileSystemXmlRepository
{
    private const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public KeyFolder(string path, ILoggerFactory loggers)
        : base(Made(path), loggers)
    {
    }

    /// <inheritdoc />
    public override void StoreElement(XElement element, string friendlyName)
    {
        base.StoreElement(element, friendlyName);
        Close(Directory);
    }

    private static void Close(DirectoryInfo folder)
    {
        if (!OperatingSystem.IsWindows())
        {
            foreach (var file in folder.EnumerateFiles("*.xml"))
            {
                file.UnixFileMode = FileMode;
            }
        }
    }

    /// <summary>The folder is closed before the first key is written into it.</summary>
    private static DirectoryInfo Made(string path)
    {
        var folder = System.IO.Directory.CreateDirectory(path);
        if (!OperatingSystem.IsWindows())
        {
            folder.UnixFileMode = FolderMode;
        }

        // Also keys that a restored backup brought with other modes.
        Close(folder);
        return folder;
    }
}
