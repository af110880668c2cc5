using System.Buffers.Binary;
using System.Text;

namespace TinyAE.Imaging;

/// <summary>Reads the chunks of a PNG file one after another, holding none of them, and checks every CRC-32.</summary>
/// <remarks>Knows the file's name and the place, so that every error names them.</remarks>
internal sealed class PngInput(Stream stream, string name)
{
    private readonly byte[] scratch = new byte[4096];
    private long position;
    private long chunkStart;
    private uint crc;

    /// <summary>The four letters of the current chunk; empty before the first.</summary>
    public string Type { get; private set; } = "";

    /// <summary>The bytes of the current chunk's data that are not yet read.</summary>
    public int Remaining { get; private set; }

    /// <summary>The bytes from here to the end of the file; long.MaxValue where the stream cannot say.</summary>
    public long BytesToEnd => stream.CanSeek ? stream.Length - stream.Position : long.MaxValue;

    /// <summary>What was last thrown here; it tells errors of the file and its chunks from those of the decompressor above.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>An error at the current chunk.</summary>
    public InvalidDataException Error(string what) => ErrorAt(chunkStart, Type.Length == 0 ? what : $"chunk {Type}: {what}");

    /// <summary>Reads the eight bytes with which every PNG file begins.</summary>
    public void ReadSignature()
    {
        Span<byte> found = stackalloc byte[PngChunks.Signature.Length];
        int length = stream.ReadAtLeast(found, found.Length, throwOnEndOfStream: false);
        if (!found[..length].SequenceEqual(PngChunks.Signature))
        {
            throw ErrorAt(0, $"this is no PNG file: it begins with the bytes '{Convert.ToHexString(found[..length])}', " +
                $"expected '{Convert.ToHexString(PngChunks.Signature)}'");
        }
        position = length;
    }

    /// <summary>Goes to the next chunk; the current one must be ended.</summary>
    public void NextChunk()
    {
        chunkStart = position;
        Type = "";
        Span<byte> head = stackalloc byte[8];
        Fill(head);
        uint length = BinaryPrimitives.ReadUInt32BigEndian(head);
        foreach (byte letter in head[4..])
        {
            if (!char.IsAsciiLetter((char)letter))
                throw Error($"a chunk's type is four letters, found the bytes {Convert.ToHexString(head[4..])}");
        }
        Type = Encoding.ASCII.GetString(head[4..]);
        if (length > int.MaxValue)
            throw Error($"its length is {length}, allowed are 0 to {int.MaxValue}");
        Remaining = (int)length;
        crc = Crc32.Append(Crc32.Start, head[4..]);
    }

    /// <summary>Reads the next bytes of the chunk's data, at most <see cref="Remaining"/>.</summary>
    /// <returns>The number of bytes read; 0 at the end of the chunk's data.</returns>
    public int Read(Span<byte> data)
    {
        data = data[..Math.Min(data.Length, Remaining)];
        Fill(data);
        crc = Crc32.Append(crc, data);
        Remaining -= data.Length;
        return data.Length;
    }

    /// <summary>Reads what is left of the chunk's data without keeping it, and compares the checksum.</summary>
    public void EndChunk()
    {
        while (Read(scratch) > 0)
        {
        }
        Span<byte> number = stackalloc byte[4];
        Fill(number);
        uint expected = Crc32.Finish(crc), found = BinaryPrimitives.ReadUInt32BigEndian(number);
        if (found != expected)
            throw Error($"its CRC-32 is {found:X8}, that of its bytes is {expected:X8}: the chunk is damaged");
    }

    /// <summary>Reads the chunk's data whole and ends the chunk.</summary>
    /// <param name="most">The largest allowed number of bytes.</param>
    public byte[] ReadWhole(int most)
    {
        if (Remaining > most)
            throw Error($"its length is {Remaining}, allowed are at most {most}");
        byte[] data = new byte[Remaining];
        Read(data);
        EndChunk();
        return data;
    }

    private void Fill(Span<byte> bytes)
    {
        int length;
        try
        {
            length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        }
        catch (IOException error)
        {
            Failure = error;
            throw;
        }
        position += length;
        if (length < bytes.Length)
            throw Error($"the file ends at byte {position}, {bytes.Length - length} or more bytes too early");
    }

    private InvalidDataException ErrorAt(long place, string what)
    {
        InvalidDataException error = new($"{name}, byte {place}: {what}.");
        Failure = error;
        return error;
    }
}
