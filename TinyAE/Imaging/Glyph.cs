using System.Numerics;

namespace TinyAE.Imaging;

/// <summary>A character drawn with 5 x 7 pixels, each ink (1) or paper (0).</summary>
/// <remarks>
/// Pixel (row, column) is value number 5 row + column of the 35: rows from the top, columns from the left, the layout of a
/// one-channel image. Two glyphs are equal if character and pixels are.
/// </remarks>
public readonly record struct Glyph
{
    /// <summary>Columns: 5.</summary>
    public const int Width = 5;

    /// <summary>Rows: 7.</summary>
    public const int Height = 7;

    /// <summary>Pixels: 35.</summary>
    public const int Size = Width * Height;

    // Pixel i is bit 34 - i: the seven rows side by side, the top one in the highest bits.
    private readonly ulong bits;

    /// <summary>The drawing whose rows are given from the top; in a row bit 4 (16) is the leftmost pixel.</summary>
    /// <param name="character">The character that the drawing stands for.</param>
    /// <param name="rows">7 rows, each 0 to 31.</param>
    /// <exception cref="ArgumentException">There are not 7 rows, or a row is over 31.</exception>
    public Glyph(char character, params ReadOnlySpan<byte> rows)
    {
        if (rows.Length != Height)
            throw new ArgumentException($"A glyph has {Height} rows, found {rows.Length}.", nameof(rows));
        Character = character;
        foreach (byte row in rows)
        {
            if (row > 31)
                throw new ArgumentException($"A row is 0 to 31, found {row}.", nameof(rows));
            bits = (bits << Width) | row;
        }
    }

    /// <summary>The character that the drawing stands for.</summary>
    public char Character { get; }

    /// <summary>Pixels of ink, 0 to 35.</summary>
    public int Ink => BitOperations.PopCount(bits);

    /// <summary>Whether the pixel is ink.</summary>
    /// <param name="row">0 (top) to 6.</param>
    /// <param name="column">0 (left) to 4.</param>
    /// <exception cref="ArgumentOutOfRangeException">Row or column is outside its range.</exception>
    public bool this[int row, int column]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Height, nameof(row));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)column, (uint)Width, nameof(column));
            return ((bits >> (Size - 1 - (Width * row) - column)) & 1) != 0;
        }
    }

    /// <summary>The number of pixels in which the two drawings differ (Hamming distance), 0 to 35.</summary>
    public int Distance(Glyph other) => BitOperations.PopCount(bits ^ other.bits);

    /// <summary>The 35 pixels as numbers, 0 paper and 1 ink.</summary>
    public T[] Pixels<T>()
        where T : INumberBase<T>
    {
        T[] pixels = new T[Size];
        CopyTo(pixels.AsSpan());
        return pixels;
    }

    /// <summary>Writes the 35 pixels as numbers, 0 paper and 1 ink, to the start of the span.</summary>
    /// <exception cref="ArgumentException">The span is shorter than 35.</exception>
    public void CopyTo<T>(Span<T> pixels)
        where T : INumberBase<T>
    {
        if (pixels.Length < Size)
            throw new ArgumentException($"A glyph has {Size} pixels, the span holds {pixels.Length}.", nameof(pixels));
        for (int i = 0; i < Size; i++)
            pixels[i] = ((bits >> (Size - 1 - i)) & 1) != 0 ? T.One : T.Zero;
    }
}
