using System.Text;
using TinyAE.Imaging;

namespace TinyAE.Tests.Imaging;

public sealed class FontHeaderWriterTests
{
    [Theory]
    [InlineData(1, 'A')]
    [InlineData(26, 'A')]
    [InlineData(27, ' ')]
    [InlineData(32, ' ')]
    [InlineData(96, ' ')]
    [InlineData(97, '\0')]
    [InlineData(256, '\0')]
    public void TheReaderReadsBackEveryPixelAndTheCodes(int count, char first)
    {
        Glyph[] glyphs = [.. Enumerable.Range(0, count).Select(n =>
            new Glyph('x', [.. Enumerable.Range(0, 7).Select(row => (byte)(((n * 37) + (row * 11)) % 32))]))];
        string text = FontHeaderWriter.Text("NewLetters", "a test", glyphs);
        Font font = Assert.Single(FontHeader.Read(new MemoryStream(Encoding.ASCII.GetBytes(text)), "test.h"));
        Assert.Equal("NewLetters", font.Name);
        Assert.Equal(string.Concat(Enumerable.Range(first, count).Select(code => (char)code)), font.Characters);
        Assert.All(glyphs.Zip(font.Glyphs), pair => Assert.Equal(0, pair.First.Distance(pair.Second)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(257)]
    public void AnArrayHas1To256Characters(int count) =>
        Assert.Throws<ArgumentException>(() => FontHeaderWriter.Text("A", "", [.. Enumerable.Repeat(default(Glyph), count)]));
}
