using System.Numerics;

namespace TinyAE.Imaging;

/// <summary>A named list of 5 x 7 characters: one array of a font header, or a selection from it.</summary>
/// <remarks><c>Font.Embedded[1].Select("AEIOU").Pixels&lt;float&gt;()</c> is a data set of five samples.</remarks>
public sealed class Font
{
    private static readonly Lazy<IReadOnlyList<Font>> EmbeddedFonts = new(() =>
    {
        using Stream stream = typeof(Font).Assembly.GetManifestResourceStream("font.h")!;
        return FontHeader.Read(stream, "font.h");
    });

    /// <summary>A font of the given characters.</summary>
    /// <exception cref="ArgumentException">There is no glyph, or two have the same character.</exception>
    public Font(string name, IEnumerable<Glyph> glyphs)
    {
        Name = name;
        Glyphs = [.. glyphs];
        if (Glyphs.Count == 0)
            throw new ArgumentException("A font has at least one character.", nameof(glyphs));
        HashSet<char> seen = [];
        foreach (Glyph glyph in Glyphs)
        {
            if (!seen.Add(glyph.Character))
                throw new ArgumentException($"The character {Show(glyph.Character)} appears twice.", nameof(glyphs));
        }
    }

    /// <summary>The three fonts of data/font.h, which is part of the program: 0x20 to 0x3f, 0x40 to 0x5f, 0x60 to 0x7f.</summary>
    public static IReadOnlyList<Font> Embedded => EmbeddedFonts.Value;

    /// <summary>The array's name.</summary>
    public string Name { get; }

    /// <summary>The characters in the array's order, at least one, each character once.</summary>
    public IReadOnlyList<Glyph> Glyphs { get; }

    /// <summary>The characters as one string, in order.</summary>
    public string Characters => string.Concat(Glyphs.Select(glyph => glyph.Character));

    /// <summary>Reads the fonts of a C header, see <see cref="FontHeader"/>.</summary>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    /// <exception cref="InvalidDataException">The file is no such header; the message names file, line and array.</exception>
    public static IReadOnlyList<Font> Load(string path) => FontHeader.Load(path);

    /// <summary>One font with the characters of several, in order.</summary>
    /// <exception cref="ArgumentException">There is no font, or two of them have the same character.</exception>
    public static Font Join(params IEnumerable<Font> fonts)
    {
        Font[] list = [.. fonts];
        return new Font(string.Join('+', list.Select(font => font.Name)), list.SelectMany(font => font.Glyphs));
    }

    /// <summary>The font with only the given characters, in the order given.</summary>
    /// <param name="characters">At least one, each once, such as "#&amp;()./0123456789&gt;?".</param>
    /// <exception cref="ArgumentException">
    /// No character is given, one is given twice, or one is not in this font; the message names it and the allowed ones.
    /// </exception>
    public Font Select(string characters)
    {
        ArgumentNullException.ThrowIfNull(characters);
        string allowed = $"{Name} has the characters {string.Concat(Characters.Select(Printable))} and each can be taken once.";
        if (characters.Length == 0)
            throw new ArgumentException($"No character is selected. {allowed}", nameof(characters));
        Dictionary<char, Glyph> known = Glyphs.ToDictionary(glyph => glyph.Character);
        List<Glyph> selected = [];
        foreach (char character in characters)
        {
            if (!known.TryGetValue(character, out Glyph glyph))
                throw new ArgumentException($"The character {Show(character)} is not in the font. {allowed}", nameof(characters));
            if (selected.Contains(glyph))
                throw new ArgumentException($"The character {Show(character)} is selected twice. {allowed}", nameof(characters));
            selected.Add(glyph);
        }
        return new Font(Name, selected);
    }

    /// <summary>The pixels of all characters, one after another: (characters, 35), 0 paper and 1 ink.</summary>
    public T[] Pixels<T>()
        where T : INumberBase<T>
    {
        T[] pixels = new T[Glyphs.Count * Glyph.Size];
        for (int i = 0; i < Glyphs.Count; i++)
            Glyphs[i].CopyTo(pixels.AsSpan(i * Glyph.Size));
        return pixels;
    }

    /// <summary>The character for a message: in quotes if it can be printed, and its code.</summary>
    internal static string Show(char character) =>
        char.IsControl(character) || char.IsSurrogate(character) ? $"U+{(int)character:X4}" : $"'{character}' (0x{(int)character:x2})";

    private static string Printable(char character) =>
        char.IsControl(character) || char.IsSurrogate(character) ? $"\\x{(int)character:x2}" : $"{character}";
}
