using System.Text;
using System.Text.RegularExpressions;
using TinyAE.Imaging;

namespace TinyAE.Tests.Imaging;

public class FontHeaderTests
{
    private const string One = "{ 0x04, 0x04, 0x04, 0x04, 0x04, 0x00, 0x04 }";

    private static IReadOnlyList<Font> Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    private static IReadOnlyList<Font> Read(byte[] bytes) => FontHeader.Read(new MemoryStream(bytes), "some.h");

    private static string Error(string text) => Assert.Throws<InvalidDataException>(() => Read(text)).Message;

    private static string Repeat(string part, int count) => string.Concat(Enumerable.Repeat(part, count));

    // A header with the embedded pixels, in another dress.
    private static string Written(Font font, string declaration, Func<int, string> number, string comment) =>
        $"{declaration} = {{\n"
        + string.Concat(font.Glyphs.Select(glyph => "{"
            + string.Join(',', Enumerable.Range(0, 7).Select(row => number(Bits(glyph, row)))) + "}, "
            + string.Format(System.Globalization.CultureInfo.InvariantCulture, comment, (int)glyph.Character, glyph.Character) + "\n"))
        + "};\n";

    private static int Bits(Glyph glyph, int row) => Enumerable.Range(0, 5).Sum(column => glyph[row, column] ? 16 >> column : 0);

    public static TheoryData<string, string, string> Dresses() => new()
    {
        { "int const Font1[32][7]", "X", "// 0x{0:x2}, '{1}'" },
        { "const int Font1[32][7]", "d", "/* 0x{0:X2} */" },
        { "static const uint8_t Font1[][7]", "o", "// {1}" },
        { "unsigned char Font1 [ 32 ] [ 7 ]", "b", "" },
        { "constexpr std::uint8_t Font1[COUNT][ROWS] PROGMEM", "u", "/* {1} */" },
        { "Font1[0x20][07]", "-d", "//" },
    };

    [Theory]
    [MemberData(nameof(Dresses))]
    public void AnyHeaderOfTheFormIsRead(string declaration, string number, string comment)
    {
        string Number(int value) => number switch
        {
            "X" => $"0X{value:X}",
            "o" => "0" + Convert.ToString(value, 8),
            "b" => "0b" + Convert.ToString(value, 2),
            "u" => $"{value}UL",
            "-d" => $"+{value}",
            _ => $"{value}",
        };
        string text = "#ifndef FONT_H\n  #define FONT_H /* a { b */\n#include <stdint.h> // { x\n#define PAIR(a, b) \\\n  { a, b }\n"
            + "typedef unsigned char byte;\nconst int COUNT = 32;\nextern int Other[32][7];\n/* two\n lines { */"
            + Written(Font.Embedded[0], declaration, Number, comment).Replace("\n", "\r\n", StringComparison.Ordinal)
            + "#endif";
        Font font = Assert.Single(Read(text));
        Assert.Equal("Font1", font.Name);
        Assert.Equal(Font.Embedded[0].Glyphs, font.Glyphs);
    }

    [Fact]
    public void ABackslashInACommentDoesNotSwallowTheNextCharacter()
    {
        string text = Written(Font.Embedded[1], "int f[32][7]", value => $"{value}", "// 0x{0:x2}, {1}");
        Assert.Contains(", \\\n", text, StringComparison.Ordinal);
        Assert.Equal(Font.Embedded[1].Glyphs, Assert.Single(Read(text)).Glyphs);
    }

    [Fact]
    public void TheFirstCodeIsTheCommentsElseThePlaceElseZero()
    {
        string array = $" [32][7] = {{ {Repeat(One + ", ", 32)} }};\n";
        IReadOnlyList<Font> fonts = Read(string.Concat(Enumerable.Range(0, 8).Select(i => $"int f{i}{array}")));
        Assert.Equal([0x20, 0x40, 0x60, 0x80, 0xa0, 0xc0, 0xe0, 0], fonts.Select(font => (int)font.Glyphs[0].Character));

        Font First(string text) => Assert.Single(Read(text));
        Assert.Equal("AB", First($"int f[][7] = {{ {One}, // 0x41 A\n {One} // 0x99\n }};").Characters);
        Assert.Equal("AB", First($"int f[][7] = {{ /*0x41*/ {One}, /*0x42*/ {One} }};").Characters);
        Assert.Equal("\0\x01", First($"int f[][7] = {{ {One}, {One} /* 0x41 is not beside the first */ }};").Characters);
        Assert.Equal("\0\x01", First($"// 0x41 before the array\nint f[][7] = {{ {One}, // 0xff leaves no room\n {One} }};").Characters);
        Assert.Equal("\0", First($"int f[][7] = {{ {One} // 0x4141\n }};").Characters);
    }

    [Theory]
    [InlineData("int f[1][7] = { { 0, 1, 2, 3, 4, 5 } };", 1, "expected 7 rows for character 0, found 6")]
    [InlineData("int f[1][7] = {\n{ 0, 1, 2, 3, 4, 5, 6, 7 } };", 2, "expected '}' after the 7 rows of character 0, found '7'")]
    [InlineData("int f[1][7] = { { 0, 1, 2, 3,\n\n 32, 5, 6 } };", 3, "expected row 4 of character 0 (0 to 31), found '32'")]
    [InlineData("int f[1][7] = { { 0, 1, -2, 3, 4, 5, 6 } };", 1, "expected row 2 of character 0 (0 to 31), found -'2'")]
    [InlineData("int f[1][7] = { { 0, 1, 0x99999999999999999999, 3, 4, 5, 6 } };", 1, "(0 to 31), found '0x9999")]
    [InlineData("int f[1][7] = { { 0, 1, 0x, 3, 4, 5, 6 } };", 1, "found '0x'")]
    [InlineData("int f[1][7] = { { 0, 1, 08, 3, 4, 5, 6 } };", 1, "found '08'")]
    [InlineData("int f[1][7] = { { 0, 1, 0b2, 3, 4, 5, 6 } };", 1, "found '0b2'")]
    [InlineData("int f[1][7] = { { 0, 1, 1f, 3, 4, 5, 6 } };", 1, "found '1f'")]
    [InlineData("int f[1][7] = { { 0, 1, 1.5, 3, 4, 5, 6 } };", 1, "expected ',' or '}' after row 2 of character 0, found '.'")]
    [InlineData("int f[1][7] = { { 0, 1, , 3, 4, 5, 6 } };", 1, "expected row 2 of character 0")]
    [InlineData("int f[1][7] = { { 0 1 2 3 4 5 6 } };", 1, "expected ',' or '}' after row 0 of character 0, found '1'")]
    [InlineData("int f[1][7] = { { 0, 1, 2, 3, 4, 5, 6 ", 1, "expected ',' or '}' after row 6 of character 0, found the end of the file")]
    [InlineData("int f[1][7] = { { 0, 1, 2, 3, 4, 5, 6 }\n", 2, "expected ',' or '}' after character 0, found the end of the file")]
    [InlineData("int f[1][7] = { { 0, 1, 2, 3, 4, 5, 6 } }\n", 2, "expected ';' after the array's '}', found the end of the file")]
    [InlineData("int f[1][7] = { 0, 1, 2, 3, 4, 5, 6 };", 1, "expected '{' before the rows of character 0, found '0'")]
    [InlineData("int f[2][7] = {\n{ 0, 1, 2, 3, 4, 5, 6 } };", 2, "expected 2 characters, found 1")]
    [InlineData("int f[1][7] = {\n{ 0, 1, 2, 3, 4, 5, 6 },\n{ 0, 1, 2, 3, 4, 5, 6 } };", 3, "expected '}' after 1 characters")]
    [InlineData("/* two\nlines */ // { 1\n#define A \\\n  B\nint f[1][7] = { 1 };", 5, "expected '{' before the rows of character 0")]
    [InlineData("int f[][7] = { };", 1, "expected 32 characters, found 0")]
    [InlineData("int f[7] = { 1 };", 1, "expected '[' and the rows of a character, as in [32][7]")]
    [InlineData("int f[32][5] = { };", 1, "expected the rows of a character (7 to 7), found '5'")]
    [InlineData("int f[0][7] = { };", 1, "expected the number of characters (1 to 256), found '0'")]
    [InlineData("int f[999][7] = { };", 1, "expected the number of characters (1 to 256), found '999'")]
    [InlineData("int f[2][7][7] = { };", 1, "expected '=' and the characters, found '['")]
    [InlineData("int f[2][7] { };", 1, "expected '=' and the characters, found '{'")]
    public void AWrongArrayIsNamedWithItsLine(string text, int line, string part)
    {
        string message = Error(text);
        Assert.StartsWith($"some.h, line {line}, array f: ", message, StringComparison.Ordinal);
        Assert.Contains(part, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 1, "empty")]
    [InlineData(" \n\n", 3, "no array")]
    [InlineData("int x = 3;\nint y;", 2, "no array")]
    [InlineData("int a;\n/* no\nend", 2, "expected '*/'")]
    [InlineData("int a\0b", 1, "byte 5 is 0x00")]
    [InlineData("int a;\n\x7f", 2, "binary")]
    [InlineData("\u0089PNG\r\n\x1a\n", 2, "binary")]
    [InlineData("<html>", 1, "found '<'")]
    [InlineData("int f(int a);", 1, "found '('")]
    [InlineData("int f = { 1 };", 1, "expected a number")]
    public void AForeignFileIsNamedWithItsLine(string text, int line, string part)
    {
        string message = Error(text);
        Assert.StartsWith($"some.h, line {line}: ", message, StringComparison.Ordinal);
        Assert.Contains(part, message, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoArraysOfOneNameAreRefused()
    {
        string message = Error($"int f[1][7] = {{ {One} }};\nint f[1][7] = {{ {One} }};");
        Assert.StartsWith("some.h, line 2, array f: this name is used twice", message, StringComparison.Ordinal);
    }

    [Fact]
    public void MoreThan256CharactersAreRefused()
    {
        Assert.Equal(256, Assert.Single(Read($"int f[][7] = {{ {Repeat(One + ",", 256)} }};")).Glyphs.Count);
        Assert.Contains("after 256 characters", Error($"int f[][7] = {{ {Repeat(One + ",", 257)} }};"), StringComparison.Ordinal);
    }

    [Fact]
    public void AByteOrderMarkAndLonelyCarriageReturnsAreRead()
    {
        Assert.Single(Read($"\uFEFF#define X\r// comment\rint f[1][7] = {{ {One} }};\r"));
        Assert.StartsWith("some.h, line 3, ", Error($"#define X\r// comment\rint f[1][7] = {{ 1 }};\r"), StringComparison.Ordinal);
    }

    [Fact]
    public void AHugeFileIsRefusedByItsLength()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            using (FileStream file = File.Create(path))
                file.SetLength(100_000_000);
            long before = GC.GetAllocatedBytesForCurrentThread();
            string message = Assert.Throws<InvalidDataException>(() => Font.Load(path)).Message;
            Assert.StartsWith($"{path}, line 1: the file has 100000000 bytes, expected", message, StringComparison.Ordinal);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        }
        finally
        {
            File.Delete(path);
        }
        Assert.Throws<FileNotFoundException>(() => Font.Load(path));
    }

    // A pipe has no length: the reader stops after one byte too many.
    [Fact]
    public void AnEndlessStreamIsRefused()
    {
        using Endless endless = new();
        Assert.Contains("larger than 1048576 bytes", Assert.Throws<InvalidDataException>(() => FontHeader.Read(endless, "pipe")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void AMutatedHeaderGivesAFontOrAnErrorThatNamesTheLine()
    {
        Font digits = Font.Embedded[0].Select("0123456789");
        string valid = Written(digits, "static const uint8_t Digits[10][7]", value => $"0x{value:x2}", "// 0x{0:x2} '{1}'")
            + Written(Font.Embedded[1].Select("AB\\"), "int const Letters[][7]", value => $"{value}", "/* {1} */");
        byte[] original = Encoding.UTF8.GetBytes("#ifndef H\n#define H\n" + valid + "#endif\n");
        Assert.Equal(2, Read(original).Count);
        const string Signs = "{}[];,/*#\\\"'-+0123456789abcxul \n\r\t\0\x80\xff=:_";
        Regex place = new(@"^some\.h, line (\d+)(, array \S+)?: ");
        // Seeded, so that each run tries the same files.
        Random random = new(17);
        int refused = 0;
        for (int trial = 0; trial < 20_000; trial++)
        {
            List<byte> bytes = [.. original];
            for (int change = random.Next(1, 4); change > 0 && bytes.Count > 0; change--)
            {
                int at = random.Next(bytes.Count);
                byte sign = random.Next(8) == 0 ? (byte)random.Next(256) : (byte)Signs[random.Next(Signs.Length)];
                switch (random.Next(6))
                {
                    case 0: bytes.RemoveAt(at); break;
                    case 1: bytes.Insert(at, sign); break;
                    case 2: bytes[at] = sign; break;
                    case 3: bytes.RemoveRange(at, random.Next(Math.Min(100, bytes.Count - at))); break;
                    case 4: bytes.RemoveRange(at, bytes.Count - at); break;
                    default: bytes.InsertRange(at, bytes.GetRange(at, random.Next(Math.Min(100, bytes.Count - at)))); break;
                }
            }
            try
            {
                Assert.NotEmpty(Read([.. bytes]));
            }
            catch (InvalidDataException error)
            {
                refused++;
                Match match = place.Match(error.Message);
                Assert.True(match.Success, error.Message);
                int lines = 1 + bytes.Count(b => b is (byte)'\n' or (byte)'\r');
                Assert.InRange(int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture), 1, lines);
            }
        }
        Assert.InRange(refused, 10_000, 19_000);
    }

    private sealed class Endless : Stream
    {
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Array.Fill(buffer, (byte)' ', offset, count);
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
