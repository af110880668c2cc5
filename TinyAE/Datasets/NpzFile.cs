using System.IO.Compression;

namespace TinyAE.Datasets;

/// <summary>Reads a .npz file of NumPy: a zip archive of .npy arrays, stored or deflated, of any size.</summary>
/// <remarks>
/// Nothing is unpacked before it is asked for, so members that are not numbers do no harm. A member's checksum is compared when it is read
/// to its end; what it unpacks to is bounded by its own header, by the archive's directory and by what deflate can do.
/// </remarks>
public sealed class NpzFile : IDisposable
{
    private const string Ending = ".npy";

    private readonly string _name;
    private readonly Stream _file;
    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _members = new(StringComparer.Ordinal);

    /// <summary>Opens a file and reads its directory.</summary>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    /// <exception cref="InvalidDataException">It is no zip archive, or damaged.</exception>
    public NpzFile(string path)
        : this(File.OpenRead(path), path)
    {
    }

    internal NpzFile(Stream stream, string name)
    {
        (_file, _name) = (stream, name);
        try
        {
            _archive = new ZipArchive(stream, ZipArchiveMode.Read);
            foreach (ZipArchiveEntry entry in _archive.Entries.Where(entry => entry.FullName.EndsWith(Ending, StringComparison.Ordinal)))
            {
                if (!_members.TryAdd(entry.FullName[..^Ending.Length], entry))
                {
                    throw new InvalidDataException($"two members are named {entry.FullName}");
                }
            }
        }
        catch (Exception damage) when (IsDamage(damage))
        {
            stream.Dispose();
            throw Damaged("it is no zip archive, or damaged", damage);
        }

        Names = [.. _members.Keys];
    }

    /// <summary>The names of the arrays in the archive's order, without .npy; some may be of kinds that are not read.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Whether there is a member of this name.</summary>
    public bool Has(string name) => _members.ContainsKey(name);

    /// <summary>Reads one array whole.</summary>
    /// <param name="name">Its name, without .npy.</param>
    /// <exception cref="InvalidDataException">There is no such member, it is no array that is read, or damaged.</exception>
    public NpyArray Read(string name)
    {
        using DataInput input = Open(name);
        return NpyArray.Read(input);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _archive.Dispose();
        _file.Dispose();
    }

    /// <summary>Opens a member to read it from its first byte on; one at a time.</summary>
    internal DataInput Open(string name)
    {
        if (!_members.TryGetValue(name, out ZipArchiveEntry? entry))
        {
            throw new InvalidDataException($"{_name}: there is no array '{name}'; there are {string.Join(", ", Names.Take(20))}.");
        }

        try
        {
            return new DataInput(entry.Open(), $"{_name}, member {name}{Ending}", entry.Length, entry.CompressedLength, entry.Crc32);
        }
        catch (Exception damage) when (IsDamage(damage))
        {
            throw Damaged($"member {name}{Ending} cannot be unpacked", damage);
        }
    }

    // What the archive's reader throws at damaged archives, apart from errors of the disk.
    private static bool IsDamage(Exception error) =>
        error is InvalidDataException or NotSupportedException or EndOfStreamException or ArgumentException or OverflowException;

    private InvalidDataException Damaged(string what, Exception damage) => new($"{_name}: {what} ({damage.Message.TrimEnd('.')}).", damage);
}
