using System.IO.Compression;
using TinyAE.Numerics;

namespace TinyAE.Datasets;

/// <summary>Writes named arrays as a .npz file, which numpy.load opens: a zip archive of .npy files.</summary>
/// <remarks><c>NpzWriter.Write("codes.npz", [("codes", NpyArray.Of(codes, 1000, 2)), ("labels", NpyArray.Of(labels))]);</c></remarks>
public static class NpzWriter
{
    // A zip archive knows no time before; the same arrays always give the same file.
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes the file; a crash at any moment leaves the old one whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="arrays">The arrays by name, all names different, without .npy.</param>
    /// <param name="compress">Whether members are deflated, as by numpy.savez_compressed; else they are stored, as by numpy.savez.</param>
    /// <exception cref="ArgumentException">A name is empty or comes twice.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<(string Name, NpyArray Array)> arrays, bool compress = false)
    {
        ArgumentNullException.ThrowIfNull(arrays);
        if (arrays.CountBy(array => array.Name).FirstOrDefault(pair => pair.Value > 1 || pair.Key.Length == 0) is { Value: > 0 } wrong)
        {
            throw new ArgumentException(
                $"The name '{wrong.Key}' stands for {wrong.Value} arrays; each needs a name of its own.", nameof(arrays));
        }

        CompressionLevel level = compress ? CompressionLevel.Optimal : CompressionLevel.NoCompression;
        AtomicFile.Write(path, file =>
        {
            using ZipArchive archive = new(file, ZipArchiveMode.Create, leaveOpen: true);
            foreach ((string name, NpyArray array) in arrays)
            {
                ZipArchiveEntry entry = archive.CreateEntry(name + ".npy", level);
                entry.LastWriteTime = NoTime;
                using Stream stream = entry.Open();
                array.Write(stream);
            }
        });
    }
}
