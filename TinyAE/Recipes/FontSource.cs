using System.Globalization;
using TinyAE.Imaging;

namespace TinyAE.Recipes;

/// <summary>Finds a font by what a user writes: a number, "all", or a file.</summary>
public static class FontSource
{
    /// <summary>The font that a text names.</summary>
    /// <param name="name">
    /// "1", "2" or "3": a font of data/font.h; "all": the three as one; a C header's path: all its arrays as one; the path and ":2": its
    /// second array.
    /// </param>
    /// <exception cref="ArgumentException">There is no such font; the message says what there is.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    /// <exception cref="InvalidDataException">The file is no such header; the message names file, line and array.</exception>
    public static Font Load(string name)
    {
        if (name == "all")
        {
            return Font.Join(Font.Embedded);
        }

        if (IsNumber(name, out int number))
        {
            return Pick(Font.Embedded, number, "data/font.h");
        }

        if (File.Exists(name))
        {
            return Font.Join(Font.Load(name));
        }

        int colon = name.LastIndexOf(':');
        if (colon > 0 && IsNumber(name[(colon + 1)..], out number) && File.Exists(name[..colon]))
        {
            return Pick(Font.Load(name[..colon]), number, name[..colon]);
        }

        throw new ArgumentException(
            $"There is no font '{name}': 1, 2 and 3 are those of data/font.h, all is the three as one, and there is no file of this name.",
            nameof(name));
    }

    /// <summary>Some characters of a font, in the order given.</summary>
    /// <exception cref="ArgumentException">One is not in the font, or given twice; the message says which other font has them, if one
    /// does.</exception>
    public static Font Select(Font font, string characters)
    {
        string there = font.Characters;
        string missing = string.Concat(characters.Where(character => !there.Contains(character, StringComparison.Ordinal)));
        int other = Font.Embedded.ToList().FindIndex(
            embedded => missing.Length > 0 && missing.All(character => embedded.Characters.Contains(character, StringComparison.Ordinal)));
        try
        {
            return font.Select(characters);
        }
        catch (ArgumentException wrong) when (other >= 0)
        {
            bool all = missing.Length == characters.Length;
            string hint = all ? $"Font {other + 1} of data/font.h has them." : "The font 'all' has them all.";
            throw new ArgumentException($"{wrong.Message.Split(" (Parameter")[0]} {hint}", nameof(characters));
        }
    }

    private static bool IsNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static Font Pick(IReadOnlyList<Font> fonts, int number, string file) => number >= 1 && number <= fonts.Count
        ? fonts[number - 1]
        : throw new ArgumentException(
            $"There is no font {number} in {file}: it has {(fonts.Count == 1 ? "font 1" : $"the fonts 1 to {fonts.Count}")}.");

    /// <summary>Refuses characters that cannot be told apart: of two equal ones no code can say which is meant.</summary>
    /// <exception cref="ArgumentException">Two characters have the same pixels; the message names them.</exception>
    internal static void CheckDistinct(Font font)
    {
        for (int i = 0; i < font.Glyphs.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                if (font.Glyphs[i].Distance(font.Glyphs[j]) == 0)
                {
                    throw new ArgumentException(
                        $"All characters of a set look different; found '{font.Glyphs[j].Character}' and '{font.Glyphs[i].Character}' of "
                        + $"{font.Name} with the same pixels. Choose others with --characters.", nameof(font));
                }
            }
        }
    }
}
