using System.Text;
using TinyAE.Numerics;

namespace TinyAE.Imaging;

/// <summary>Writes characters as a C header in the form of data/font.h, which <see cref="FontHeader"/> reads back.</summary>
/// <remarks>The characters get the codes from a first one on; the comment beside each names its code.</remarks>
public static class FontHeaderWriter
{
    /// <summary>The most characters that one array holds.</summary>
    public const int MaxCharacters = 256;

    /// <summary>The code of the first of so many characters: 'A' for up to 26, the space for up to 96, else 0.</summary>
    public static int FirstCode(int count) => count <= 26 ? 'A' : count <= 96 ? ' ' : 0;

    /// <summary>Writes one array; a crash on the way leaves the old file whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="array">The array's name, a C identifier.</param>
    /// <param name="about">One line on what the characters are.</param>
    /// <param name="glyphs">1 to 256 drawings; their own characters do not matter.</param>
    /// <exception cref="ArgumentException">There is no drawing, or there are more than 256.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(string path, string array, string about, IReadOnlyList<Glyph> glyphs)
    {
        string text = Text(array, about, glyphs);
        AtomicFile.Write(path, stream => stream.Write(Encoding.ASCII.GetBytes(text)));
    }

    /// <summary>The header's text.</summary>
    internal static string Text(string array, string about, IReadOnlyList<Glyph> glyphs)
    {
        if (glyphs.Count is 0 or > MaxCharacters)
        {
            throw new ArgumentException(
                $"An array of a font header has 1 to {MaxCharacters} characters, found {glyphs.Count}.", nameof(glyphs));
        }
        int first = FirstCode(glyphs.Count);
        StringBuilder text = new();
        text.Append($"/* {about} */\n/* Seven rows a character, from the top; bit 4 (0x10) of a row is its leftmost pixel. */\n");
        text.Append($"unsigned char const {array}[{glyphs.Count}][{Glyph.Height}] = {{\n");
        for (int i = 0; i < glyphs.Count; i++)
            text.Append($"    {{ {string.Join(", ", Rows(glyphs[i]).Select(row => $"0x{row:x2}"))} }},  /* 0x{first + i:x2} */\n");
        return text.Append("};\n").ToString();
    }

    private static IEnumerable<int> Rows(Glyph glyph)
    {
        for (int row = 0; row < Glyph.Height; row++)
        {
            int bits = 0;
            for (int column = 0; column < Glyph.Width; column++)
                bits = (bits << 1) | (glyph[row, column] ? 1 : 0);
            yield return bits;
        }
    }
}
