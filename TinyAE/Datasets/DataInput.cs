using System.IO.Compression;

namespace TinyAE.Datasets;

/// <summary>The bytes of a data file in order, unpacked if it is a gzip file; every error names the file and the place.</summary>
/// <remarks>
/// A reader asks first whether as many bytes as a header promises can come at all, and reserves memory for them only then: of a plain
/// file that is its length, of a gzip file 1032 times its length, the most that deflate can do. Gzip is known by its first two bytes.
/// </remarks>
internal sealed class DataInput : IDisposable
{
    private const int MostDeflated = 1032; // zlib, technical details: "maximum compression factor"

    private readonly Stream _file;
    private readonly Stream _bytes;
    private readonly string _name;
    private readonly long _most;
    private long _position;

    /// <summary>Opens a file.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public DataInput(string path)
        : this(File.OpenRead(path), path)
    {
    }

    /// <summary>Takes over a stream that can seek.</summary>
    /// <param name="stream">The file's bytes, from its first one.</param>
    /// <param name="name">The file's name, for errors.</param>
    public DataInput(Stream stream, string name)
    {
        (_file, _name) = (stream, name);
        Span<byte> magic = stackalloc byte[2];
        bool isGzip = stream.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic is [0x1f, 0x8b];
        stream.Position = 0;
        _bytes = isGzip ? new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true) : stream;
        _most = isGzip ? MostDeflated * stream.Length : stream.Length;
    }

    /// <summary>An error of the file.</summary>
    public InvalidDataException Error(string what, Exception? cause = null) => new($"{_name}: {what}.", cause);

    /// <summary>Refuses a promise that the file is too short for.</summary>
    /// <param name="count">The bytes that are promised from here on.</param>
    /// <param name="what">What they are: "60000 images of 28 x 28".</param>
    public void RequireRoom(long count, string what)
    {
        if (count > _most - _position)
        {
            throw Error($"{what} are {count} bytes; the file, {_file.Length} bytes long, can hold at most {Math.Max(0, _most - _position)} there");
        }
    }

    /// <summary>Reads as many bytes as the span holds.</summary>
    /// <param name="bytes">Overwritten.</param>
    /// <param name="what">What they are, for the error.</param>
    /// <exception cref="InvalidDataException">The file ends before, or its compression is damaged.</exception>
    public void Read(Span<byte> bytes, string what)
    {
        int found = ReadAtMost(bytes);
        if (found < bytes.Length)
        {
            throw Error($"the file ends at byte {_position}, within {what}: {bytes.Length} bytes expected, {found} found");
        }
    }

    /// <summary>Reads as many bytes as the span holds.</summary>
    /// <returns>False if the file ends before.</returns>
    public bool TryRead(Span<byte> bytes) => ReadAtMost(bytes) == bytes.Length;

    /// <summary>Refuses anything more; this also makes gzip compare its checksum.</summary>
    /// <exception cref="InvalidDataException">There is more, or the checksum does not fit.</exception>
    public void ExpectEnd(string what)
    {
        Span<byte> one = stackalloc byte[1];
        if (ReadAtMost(one) > 0)
        {
            throw Error($"there is more after {what}, which end at byte {_position - 1}");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _bytes.Dispose();
        _file.Dispose();
    }

    private int ReadAtMost(Span<byte> bytes)
    {
        try
        {
            int found = _bytes.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            _position += found;
            return found;
        }
        catch (InvalidDataException damage)
        {
            throw Error($"its gzip compression is damaged after byte {_position} of what it holds ({damage.Message.TrimEnd('.')})", damage);
        }
    }
}
