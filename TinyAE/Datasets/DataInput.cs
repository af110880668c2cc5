using System.IO.Compression;
using TinyAE.Imaging;

namespace TinyAE.Datasets;

/// <summary>The bytes of a data file or of a member of a zip archive in order, unpacked; errors name the file and the place.</summary>
/// <remarks>
/// A reader asks first whether as many bytes as a header promises can come at all, and reserves memory for them only then: of a plain
/// file that is its length, of a packed one 1032 times its length, the most that deflate can do. Gzip is known by its first two bytes.
/// </remarks>
internal sealed class DataInput : IDisposable
{
    private const int MostDeflated = 1032; // zlib, technical details: "maximum compression factor"

    private readonly Stream? _file;
    private readonly Stream _bytes;
    private readonly string _name;
    private readonly long _most;
    private readonly uint? _checksum;
    private uint _register = Crc32.Start;
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

    /// <summary>Takes over a member of a zip archive.</summary>
    /// <param name="member">Its bytes, unpacked.</param>
    /// <param name="name">The archive's and the member's name, for errors.</param>
    /// <param name="length">The length that the directory promises.</param>
    /// <param name="packedLength">The bytes that it takes in the archive.</param>
    /// <param name="checksum">Its CRC-32.</param>
    public DataInput(Stream member, string name, long length, long packedLength, uint checksum)
    {
        (_bytes, _name, _checksum) = (member, name, checksum);
        _most = Math.Min(length, packedLength <= long.MaxValue / MostDeflated ? MostDeflated * packedLength : long.MaxValue);
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
            throw Error($"{what} are {count} bytes; a file of this length can hold at most {Math.Max(0, _most - _position)} there");
        }
    }

    /// <summary>Reads as many bytes as the span holds.</summary>
    /// <param name="bytes">Overwritten.</param>
    /// <param name="what">What they are, for the error.</param>
    /// <exception cref="InvalidDataException">The file ends before, or its compression is damaged.</exception>
    public void Read(Span<byte> bytes, string what)
    {
        int found = ReadUpTo(bytes);
        if (found < bytes.Length)
        {
            throw Error($"it ends at byte {_position}, within {what}: {bytes.Length} bytes expected, {found} found");
        }
    }

    /// <summary>Reads as many bytes as the span holds.</summary>
    /// <returns>False if the file ends before.</returns>
    public bool TryRead(Span<byte> bytes) => ReadUpTo(bytes) == bytes.Length;

    /// <summary>Refuses anything more, and a checksum that does not fit.</summary>
    public void ExpectEnd(string what)
    {
        Span<byte> one = stackalloc byte[1];
        if (ReadUpTo(one) > 0)
        {
            throw Error($"there is more after {what}, which end at byte {_position - 1}");
        }

        if (_checksum is { } expected && Crc32.Finish(_register) != expected)
        {
            throw Error($"its CRC-32 is {Crc32.Finish(_register):X8}, the archive says {expected:X8}: it is damaged");
        }
    }

    /// <summary>Reads as many bytes as the span holds, or those to the end of the file.</summary>
    /// <returns>The number of bytes read.</returns>
    public int ReadUpTo(Span<byte> bytes)
    {
        try
        {
            int found = _bytes.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            _position += found;
            if (_checksum is not null)
            {
                _register = Crc32.Append(_register, bytes[..found]);
            }

            return found;
        }
        catch (InvalidDataException damage)
        {
            throw Error($"its compression is damaged after byte {_position} of what it holds ({damage.Message.TrimEnd('.')})", damage);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _bytes.Dispose();
        _file?.Dispose();
    }
}
