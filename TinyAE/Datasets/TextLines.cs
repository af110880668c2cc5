namespace TinyAE.Datasets;

/// <summary>The lines of a text file as bytes, of bounded length, one after another; each holds until the next is asked for.</summary>
/// <remarks>A line ends in \n or \r\n; a byte order mark is left out; the last line needs no end.</remarks>
internal sealed class TextLines(DataInput input)
{
    /// <summary>The longest line: 16 MiB.</summary>
    public const int MostBytes = 1 << 24;

    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private bool _isOver;

    /// <summary>The number of the line that was read last, from 1 on.</summary>
    public int Number { get; private set; }

    /// <summary>An error at the line that was read last.</summary>
    public InvalidDataException Error(string what) => input.Error($"line {Number}: {what}");

    /// <summary>Reads the next line, without its end.</summary>
    /// <returns>False after the last one.</returns>
    public bool Next(out ReadOnlySpan<byte> line)
    {
        Number++;
        int searched = 0;
        while (true)
        {
            int length = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (length >= 0)
            {
                length += searched;
                line = Trimmed(_buffer.AsSpan(_start, length));
                _start += length + 1;
                return true;
            }

            searched = _end - _start;
            if (_isOver)
            {
                line = Trimmed(_buffer.AsSpan(_start, searched));
                _start = _end;
                return searched > 0;
            }

            Refill(searched);
        }
    }

    private void Refill(int kept)
    {
        if (kept > MostBytes)
        {
            throw Error($"it is longer than {MostBytes} bytes");
        }

        byte[] room = kept > _buffer.Length / 2 ? new byte[2 * _buffer.Length] : _buffer;
        _buffer.AsSpan(_start, kept).CopyTo(room);
        (_buffer, _start) = (room, 0);
        int found = input.ReadUpTo(_buffer.AsSpan(kept));
        _end = kept + found;
        _isOver = _end < _buffer.Length;
    }

    private ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> line)
    {
        line = Number == 1 && line.StartsWith("\uFEFF"u8) ? line[3..] : line;
        return line.EndsWith("\r"u8) ? line[..^1] : line;
    }
}
