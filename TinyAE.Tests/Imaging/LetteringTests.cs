using TinyAE.Imaging;

namespace TinyAE.Tests.Imaging;

public class LetteringTests
{
    private static Image Draw(string text, int scale)
    {
        Canvas canvas = new(300, 40);
        canvas.Text(text, 10, 5, Rgb.Black, scale);
        return canvas.Image;
    }

    [Fact]
    public void ALetterIsItsGlyphFromTheFont()
    {
        foreach (Glyph glyph in Font.Join(Font.Embedded).Glyphs.Where(glyph => glyph.Ink > 0))
        {
            Image image = Draw($"{glyph.Character}", 3);
            int first = char.IsAsciiDigit(glyph.Character) ? 0
                : Enumerable.Range(0, 5).First(column => Enumerable.Range(0, 7).Any(row => glyph[row, column]));
            int drop = "gpqy,;".Contains(glyph.Character, StringComparison.Ordinal) ? 1 : 0;
            for (int i = 0; i < 35; i++)
            {
                if (i % 5 < first)
                    continue;
                Rgb expected = glyph[i / 5, i % 5] ? Rgb.Black : Rgb.White;
                int x = 10 + (((i % 5) - first) * 3), y = 5 + (((i / 5) + drop) * 3);
                Assert.Equal(expected, image.At(x, y));
                Assert.Equal(expected, image.At(x + 2, y + 2));
            }
            Assert.Equal(glyph.Ink * 9, image.Count(Rgb.Black));
        }
    }

    [Theory]
    [InlineData("Reconstruction error", 2)]
    [InlineData("H", 1)]
    [InlineData("illegal {|} jumps", 3)]
    [InlineData("M 8.9 N", 1)]
    public void TheWidthIsThatOfTheInk(string text, int scale)
    {
        Box ink = Draw(text, scale).Extent(color => color == Rgb.Black);
        Assert.Equal(10, ink.X);
        Assert.Equal(Lettering.Width(text, scale), ink.Width);
        Assert.True(ink.Y >= 5 && ink.Bottom <= 5 + (Lettering.LineHeight * scale));
    }

    [Fact]
    public void DigitsAreAllOfOneWidth()
    {
        for (char digit = '0'; digit <= '9'; digit++)
            Assert.Equal(5 * 2, Lettering.Width($"{digit}", 2));
        Assert.Equal(Lettering.Width("1111", 1), Lettering.Width("8888", 1));
        Assert.Equal(0, Lettering.Width("", 3));
        Assert.Equal(Lettering.Width("ab", 2), Lettering.Width("a", 2) + 2 + Lettering.Width("b", 2));
    }

    [Fact]
    public void WhatTheFontLacksIsItsPlainRelativeOrABox()
    {
        Assert.Equal(Draw("-x'\"- ", 2).Pixels, Draw("\u2212\u00d7\u2019\u201d\u2013\n", 2).Pixels);
        Glyph box = new('?', 31, 17, 17, 17, 17, 17, 31);
        Canvas canvas = new(300, 40);
        canvas.Draw(box, 10, 5, Rgb.Black, 2);
        Assert.Equal(canvas.Image.Pixels, Draw("\u00e9", 2).Pixels);
        // A pair of surrogates is one character, half a pair too.
        Assert.Equal(canvas.Image.Pixels, Draw("\ud83d\ude00", 2).Pixels);
        Assert.Equal(canvas.Image.Pixels, Draw("\ud83d", 2).Pixels);
    }

    [Fact]
    public void UpwardTextIsTheTextTurnedAQuarterToTheLeft()
    {
        const string Text = "squared error, 7";
        Canvas flat = new(200, 200), upward = new(200, 200);
        flat.Text(Text, 10, 20, Rgb.Black, 1);
        upward.TextUpward(Text, 20, 190, Rgb.Black, 1);
        for (int y = 0; y < 200; y++)
        {
            for (int x = 0; x < 200; x++)
                Assert.Equal(flat.Image.At(x, y), upward.Image.At(y, 199 - x));
        }
    }

    [Fact]
    public void ATextThatDoesNotFitEndsInDots()
    {
        const string Text = "A rather long title of a plot";
        int full = Lettering.Width(Text, 2);
        Assert.Equal(Text, Lettering.Fit(Text, 2, full));
        for (int width = full - 1; width >= 0; width--)
        {
            string fitted = Lettering.Fit(Text, 2, width);
            Assert.True(Lettering.Width(fitted, 2) <= width);
            Assert.True(fitted.Length == 0 || (fitted.EndsWith("...", StringComparison.Ordinal)
                && Text.StartsWith(fitted[..^3], StringComparison.Ordinal)));
            // As long as possible: the next letter would not have fitted.
            string longer = Text[..(Math.Max(fitted.Length, 3) - 3 + 2)] + "...";
            Assert.True(Lettering.Width(longer, 2) > width - 8, $"{width}: {fitted}");
        }
        Assert.Equal("", Lettering.Fit(Text, 2, -5));
        Assert.Equal("", Lettering.Fit("\ud83d\ude00\ud83d\ude00\ud83d\ude00", 2, 20));
    }

    [Fact]
    public void AScaleBelowOneIsRefused()
    {
        Canvas canvas = new(10, 10);
        Assert.Throws<ArgumentOutOfRangeException>(() => canvas.Text("a", 0, 0, Rgb.Black, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => canvas.TextUpward("a", 0, 0, Rgb.Black, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => canvas.Draw(default(Glyph), 0, 0, Rgb.Black, 0));
    }
}
