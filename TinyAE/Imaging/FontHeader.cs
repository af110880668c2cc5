using System.Text;

namespace TinyAE.Imaging;

/// <summary>Reads the fonts of a C header: arrays of characters, each of 7 rows, each row 5 bits with bit 4 leftmost.</summary>
/// <remarks>
/// <code>
/// int const Font1[32][7] = {
///     { 0x04, 0x04, 0x04, 0x04, 0x04, 0x00, 0x04 },   // 0x21 '!'
///     ...
/// };
/// </code>
/// Any element type and names, one or more arrays, <c>[32][7]</c>, <c>[][7]</c> or <c>[COUNT][7]</c>; numbers in hexadecimal,
/// decimal, octal or binary; both kinds of comment, preprocessor lines (not evaluated), a comma after the last element.
/// The code of an array's first character is the hexadecimal number with which a comment beside that character begins (as above);
/// without one it is 0x20 + 32 k for array k = 0, 1, 2 ... of 32 characters, else 0. At most 256 characters an array, 1 MiB a file.
/// </remarks>
public static class FontHeader
{
    /// <summary>The largest file: 1 MiB.</summary>
    public const int MaxBytes = 1 << 20;

    private const int MaxCharacters = 256;
    private const string Form = "an array such as: unsigned char Font1[32][7] = { { 0x04, ... }, ... };";

    /// <summary>Reads the fonts of the header in the file.</summary>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    /// <exception cref="InvalidDataException">The file is no such header; the message names file, line and array.</exception>
    public static IReadOnlyList<Font> Load(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Read(stream, path);
    }

    /// <summary>Reads the fonts of the header in the stream.</summary>
    /// <param name="stream">The header's bytes, to the end.</param>
    /// <param name="name">The file's name, for errors.</param>
    /// <exception cref="InvalidDataException">The stream is no such header; the message names file, line and array.</exception>
    public static IReadOnlyList<Font> Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        HeaderTokens tokens = new(Text(stream, name), name);
        List<Font> fonts = [];
        HashSet<string> names = [];
        while (tokens.Token.Length > 0)
        {
            if (Declaration(tokens, names, fonts.Count) is { } font)
                fonts.Add(font);
        }
        return fonts.Count > 0 ? fonts : throw tokens.Error($"no array of characters, expected {Form}");
    }

    private static string Text(Stream stream, string name)
    {
        if (stream.CanSeek && stream.Length > MaxBytes)
            throw new InvalidDataException($"{name}, line 1: the file has {stream.Length} bytes, expected at most {MaxBytes}.");
        byte[] bytes = new byte[(stream.CanSeek ? (int)stream.Length : MaxBytes) + 1];
        int count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (count > MaxBytes)
            throw new InvalidDataException($"{name}, line 1: the file is larger than {MaxBytes} bytes, expected a font header.");
        if (count == 0)
            throw new InvalidDataException($"{name}, line 1: the file is empty, expected {Form}");
        ReadOnlySpan<byte> content = bytes.AsSpan(0, count);
        if (content.StartsWith("\uFEFF"u8))
            content = content[3..];
        for (int i = 0, line = 1; i < content.Length; i++)
        {
            if (content[i] is < 0x20 and not ((byte)'\t' or (byte)'\n' or (byte)'\v' or (byte)'\f' or (byte)'\r') or 0x7f)
            {
                throw new InvalidDataException(
                    $"{name}, line {line}: byte {i} is 0x{content[i]:x2}, so this is a binary file; expected a C header in plain text.");
            }
            line += content[i] == '\n' ? 1 : 0;
        }
        return Encoding.Latin1.GetString(content).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
    }

    // words name [count][7] words = { characters } ;    or    words ;    or    words = number ;
    private static Font? Declaration(HeaderTokens tokens, HashSet<string> names, int index)
    {
        if (tokens.Skip(";"))
            return null;
        string? name = LastWord(tokens) ?? throw tokens.Expected(Form);
        if (tokens.Token != "[")
        {
            if (tokens.Skip("="))
                tokens.Number("a number", int.MinValue, int.MaxValue);
            tokens.Require(";", $"or '[' after {name}: {Form}");
            return null;
        }
        tokens.Array = name;
        int? declared = Size(tokens, "the number of characters", 1, MaxCharacters);
        Size(tokens, "the rows of a character", Glyph.Height, Glyph.Height);
        LastWord(tokens);
        if (tokens.Skip(";"))
        {
            tokens.Array = null;
            return null;
        }
        if (!names.Add(name))
            throw tokens.Error("this name is used twice, expected another one for each array");
        tokens.Require("=", "and the characters");
        Font font = Characters(tokens, name, declared, index);
        tokens.Require(";", "after the array's '}'");
        tokens.Array = null;
        return font;
    }

    private static string? LastWord(HeaderTokens tokens)
    {
        string? word = null;
        for (; tokens.IsWord; tokens.Advance())
            word = tokens.Token;
        return word;
    }

    // [number], or [] and [NAME], which leave the number to the contents.
    private static int? Size(HeaderTokens tokens, string what, int min, int max)
    {
        tokens.Require("[", $"and {what}, as in [32][7]");
        int? size = null;
        if (tokens.IsWord)
            tokens.Advance();
        else if (tokens.Token != "]")
            size = tokens.Number(what, min, max);
        tokens.Require("]", $"after {what}, as in [32][7]");
        return size;
    }

    private static Font Characters(HeaderTokens tokens, string name, int? declared, int index)
    {
        tokens.CommentCode = null;
        tokens.Require("{", "before the characters");
        List<byte[]> characters = [];
        int? first = null;
        while (tokens.Token != "}")
        {
            if (characters.Count == (declared ?? MaxCharacters))
                throw tokens.Expected($"'}}' after {characters.Count} characters");
            characters.Add(Rows(tokens, characters.Count));
            bool more = tokens.Skip(",");
            first ??= characters.Count == 1 ? tokens.CommentCode : null;
            if (!more && tokens.Token != "}")
                throw tokens.Expected($"',' or '}}' after character {characters.Count - 1}");
        }
        if (characters.Count == 0 || (declared is { } expected && characters.Count != expected))
            throw tokens.Error($"expected {declared ?? 32} characters, found {characters.Count}");
        tokens.Advance();
        if (first is null || first + characters.Count > MaxCharacters)
            first = characters.Count == 32 && index < 7 ? 0x20 + (32 * index) : 0;
        return new Font(name, characters.Select((rows, i) => new Glyph((char)(first.Value + i), rows)));
    }

    private static byte[] Rows(HeaderTokens tokens, int index)
    {
        tokens.Require("{", $"before the rows of character {index}");
        List<byte> rows = [];
        while (tokens.Token != "}")
        {
            if (rows.Count == Glyph.Height)
                throw tokens.Expected($"'}}' after the {Glyph.Height} rows of character {index}");
            rows.Add((byte)tokens.Number($"row {rows.Count} of character {index}", 0, 31));
            if (!tokens.Skip(",") && tokens.Token != "}")
                throw tokens.Expected($"',' or '}}' after row {rows.Count - 1} of character {index}");
        }
        if (rows.Count != Glyph.Height)
            throw tokens.Error($"expected {Glyph.Height} rows for character {index}, found {rows.Count}");
        tokens.Advance();
        return [.. rows];
    }
}
