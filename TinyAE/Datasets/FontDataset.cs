using System.Numerics;
using TinyAE.Imaging;
using TinyAE.Numerics;

namespace TinyAE.Datasets;

/// <summary>The characters of a font as samples.</summary>
public static class FontDataset
{
    /// <summary>One sample of 35 values a character, 0 paper and 1 ink, row after row; each character is a class named by it.</summary>
    /// <param name="font">At least one character.</param>
    public static MemoryDataset<T> Of<T>(Font font)
        where T : unmanaged, INumberBase<T> =>
        new(new Shape(Glyph.Size), font.Pixels<T>(), [.. Enumerable.Range(0, font.Glyphs.Count)],
            [.. font.Glyphs.Select(glyph => glyph.Character.ToString())]);
}
