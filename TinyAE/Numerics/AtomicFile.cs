namespace TinyAE.Numerics;

/// <summary>Writes a file whole or not at all.</summary>
public static class AtomicFile
{
    private static int count;

    /// <summary>
    /// Writes beside the target, forces the bytes to the disk, then renames: whoever opens <paramref name="path"/>, also after a
    /// crash at any moment, finds either the old file or the new one.
    /// </summary>
    /// <remarks>
    /// The name beside is unique to the process and the call, so that two writers of one target do not mix; the last one wins.
    /// That file is removed if writing fails; a killed process may leave it behind (its name ends in .partial).
    /// </remarks>
    /// <param name="path">The target; its folder must exist.</param>
    /// <param name="write">Writes the content; what it throws is passed on.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        string beside = $"{path}.{Environment.ProcessId}-{Interlocked.Increment(ref count)}.partial";
        try
        {
            using (FileStream stream = new(beside, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(beside, path, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }
}
