using System.Buffers.Binary;
using System.IO.Compression;

namespace TinyAE.Imaging;

/// <summary>Writes the chunks of a PNG file: length, type, data, CRC-32 of type and data; all numbers big-endian.</summary>
internal sealed class PngChunks(Stream stream)
{
    private int sequence;

    /// <summary>The first eight bytes of every PNG file.</summary>
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Image data goes out in chunks of at most this many bytes, so that it is never held whole.</summary>
    private const int LargestData = 1 << 16;

    /// <summary>Writes the signature and the header: 8 bits a sample, deflate, adaptive filters, not interlaced.</summary>
    public void Begin(Image image)
    {
        stream.Write(Signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], image.Height);
        header[8] = 8;
        header[9] = image.Channels switch { 1 => 0, 3 => 2, _ => 6 };
        header[10..].Clear();
        Write("IHDR"u8, header);
    }

    /// <summary>Writes one chunk.</summary>
    public void Write(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        stream.Write(number);
        stream.Write(type);
        stream.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Finish(Crc32.Append(Crc32.Append(Crc32.Start, type), data)));
        stream.Write(number);
    }

    /// <summary>The next number of an animation's sequence: 0, 1, ...</summary>
    public int NextSequence() => sequence++;

    /// <summary>Writes the picture's rows, filtered and compressed: as IDAT chunks, or as the fdAT chunks of an animation.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="frame">Write fdAT, each chunk led by the next number of the sequence.</param>
    public void WriteRows(Image image, bool frame = false)
    {
        using ZLibStream zlib = new(new ChunkStream(this, frame), CompressionLevel.Optimal);
        PngFilter.WriteRows(image, zlib);
    }

    /// <summary>Cuts what is written into chunks.</summary>
    private sealed class ChunkStream(PngChunks chunks, bool frame) : Stream
    {
        private readonly byte[] buffer = new byte[LargestData];
        private readonly int start = frame ? sizeof(int) : 0;
        private int used = frame ? sizeof(int) : 0;

        public override bool CanRead => false;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> data)
        {
            while (!data.IsEmpty)
            {
                int part = Math.Min(data.Length, buffer.Length - used);
                data[..part].CopyTo(buffer.AsSpan(used));
                used += part;
                data = data[part..];
                if (used == buffer.Length)
                    WriteChunk();
            }
        }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (used > start)
                WriteChunk();
            base.Dispose(disposing);
        }

        private void WriteChunk()
        {
            if (frame)
                BinaryPrimitives.WriteInt32BigEndian(buffer, chunks.NextSequence());
            chunks.Write(frame ? "fdAT"u8 : "IDAT"u8, buffer.AsSpan(0, used));
            used = start;
        }
    }
}
