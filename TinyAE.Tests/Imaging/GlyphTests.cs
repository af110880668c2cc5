using TinyAE.Imaging;

namespace TinyAE.Tests.Imaging;

public class GlyphTests
{
    private static readonly byte[] Rows = [0b10000, 0b01000, 0b00100, 0b00010, 0b00001, 0b11111, 0b00000];

    [Fact]
    public void BitFourIsTheLeftmostPixelAndTheFirstRowTheTop()
    {
        Glyph glyph = new('x', Rows);
        for (int row = 0; row < 7; row++)
        {
            for (int column = 0; column < 5; column++)
                Assert.Equal(row == 5 || (row < 5 && column == row), glyph[row, column]);
        }
        Assert.Equal(10, glyph.Ink);
    }

    [Fact]
    public void PixelsAreTheRowsOneAfterAnother()
    {
        Glyph glyph = new('x', Rows);
        float[] single = glyph.Pixels<float>();
        double[] twice = glyph.Pixels<double>();
        Assert.Equal(35, single.Length);
        for (int i = 0; i < 35; i++)
        {
            Assert.Equal(glyph[i / 5, i % 5] ? 1f : 0f, single[i]);
            Assert.Equal(single[i], twice[i]);
        }
    }

    [Fact]
    public void DistanceCountsThePixelsThatDiffer()
    {
        Glyph glyph = new('x', Rows);
        Assert.Equal(0, glyph.Distance(new Glyph('y', Rows)));
        Assert.Equal(glyph.Ink, glyph.Distance(new Glyph(' ', 0, 0, 0, 0, 0, 0, 0)));
        Assert.Equal(35 - glyph.Ink, glyph.Distance(new Glyph('#', 31, 31, 31, 31, 31, 31, 31)));
        Assert.Equal(glyph, new Glyph('x', Rows));
        Assert.NotEqual(glyph, new Glyph('y', Rows));
    }

    [Fact]
    public void WhatIsNoGlyphIsRefused()
    {
        Assert.Throws<ArgumentException>(() => new Glyph('x', 1, 2, 3, 4, 5, 6));
        Assert.Throws<ArgumentException>(() => new Glyph('x', 1, 2, 3, 4, 5, 6, 7, 8));
        string message = Assert.Throws<ArgumentException>(() => new Glyph('x', 1, 2, 3, 4, 5, 6, 32)).Message;
        Assert.Contains("found 32", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Glyph('x', Rows).CopyTo(new float[34].AsSpan()));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Glyph('x', Rows)[7, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Glyph('x', Rows)[0, -1]);
    }
}
