namespace TinyAE.Datasets;

/// <summary>The folder in which downloaded data sets are kept, one sub-folder a set.</summary>
/// <remarks>
/// $XDG_CACHE_HOME/tinyae if the variable holds an absolute path, else ~/.cache/tinyae (freedesktop.org, XDG Base Directory
/// Specification); on Windows %LOCALAPPDATA%\tinyae. A caller may name another folder.
/// </remarks>
public static class DataCache
{
    private const string Program = "tinyae";

    /// <summary>The folder above those of the sets. It need not exist.</summary>
    /// <param name="chosen">The caller's own folder; null: that of the system.</param>
    /// <exception cref="IOException">None was chosen, and the system names no home folder.</exception>
    public static string Root(string? chosen = null) => chosen is not null ? Path.GetFullPath(chosen)
        : SystemRoot(
            OperatingSystem.IsWindows(),
            Environment.GetEnvironmentVariable("XDG_CACHE_HOME"),
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData));

    /// <summary>The folder of one set. It need not exist.</summary>
    /// <param name="name">The set's name: "fashion-mnist".</param>
    /// <param name="chosen">As in <see cref="Root"/>.</param>
    /// <exception cref="IOException">As in <see cref="Root"/>.</exception>
    public static string Folder(string name, string? chosen = null) => Path.Combine(Root(chosen), name);

    internal static string SystemRoot(bool isWindows, string? xdgCache, string home, string localData)
    {
        if (isWindows && localData.Length > 0)
        {
            return Path.Combine(localData, Program);
        }

        // The specification: a relative path in the variable is invalid and must be ignored.
        if (!isWindows && xdgCache is not null && Path.IsPathRooted(xdgCache))
        {
            return Path.Combine(xdgCache, Program);
        }

        return home.Length > 0 ? Path.Combine(home, ".cache", Program)
            : throw new IOException("There is no folder for downloaded data: neither XDG_CACHE_HOME nor a home folder is known. Name one.");
    }
}
