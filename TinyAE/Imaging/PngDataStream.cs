namespace TinyAE.Imaging;

/// <summary>The data of consecutive IDAT chunks as one stream; to ask for more than there is, is an error.</summary>
/// <remarks>The decompressor stops asking once it has seen the end of its data: whoever asks on has a file that is cut off.</remarks>
internal sealed class PngDataStream(PngInput input) : Stream
{
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        while (input.Remaining == 0)
        {
            input.EndChunk();
            input.NextChunk();
            if (input.Type != "IDAT")
                throw input.Error("the compressed picture ends too early, expected another IDAT chunk");
        }
        return input.Read(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    public override void Flush() => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
