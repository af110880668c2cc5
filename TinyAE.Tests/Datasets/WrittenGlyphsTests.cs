using System.Security.Cryptography;
using TinyAE.Datasets;
using TinyAE.Imaging;

namespace TinyAE.Tests.Datasets;

public class WrittenGlyphsTests
{
    /// <summary>A fingerprint of the pixels, as looked at and found good: the same on every machine.</summary>
    [Theory]
    [InlineData(1, 28, 28, "298ceec9ce44c331")]
    [InlineData(2, 28, 28, "4a05efbf3ec1e006")]
    [InlineData(1, 20, 41, "684891ca05d7594d")]
    public void DrawsTheSamePixelsEverywhere(ulong seed, int height, int width, string expected)
    {
        ImageSet set = new WrittenGlyphs { Seed = seed, Height = height, Width = width }.Generate(144);
        Assert.Equal(expected, Convert.ToHexStringLower(SHA256.HashData(set.Pixels))[..16]);
    }

    [Fact]
    public void AnImageDependsOnSeedAndNumberAlone()
    {
        ImageSet many = new WrittenGlyphs { Seed = 7 }.Generate(200), few = new WrittenGlyphs { Seed = 7 }.Generate(37);
        Assert.Equal(many.Slice(0, 37).Pixels, few.Pixels);
        Assert.False(many.Pixels.SequenceEqual(new WrittenGlyphs { Seed = 8 }.Generate(200).Pixels));
        Assert.Equal(Enumerable.Range(0, 36).Select(n => WrittenGlyphs.DigitsAndCapitals[n].ToString()), many.ClassNames);
        for (int n = 0; n < 200; n++)
        {
            Assert.Equal(n % 36, many.Labels[n]);
            Assert.False(n >= 36 && many[n].SequenceEqual(many[n - 36]));
        }
    }

    /// <summary>Undistorted, the image is the drawing: ink at the middle of each of its pixels, paper at the others'.</summary>
    [Fact]
    public void UndistortedItIsTheDrawing()
    {
        Dictionary<char, Glyph> glyphs = Font.Embedded.SelectMany(font => font.Glyphs).ToDictionary(glyph => glyph.Character);
        string all = string.Concat(glyphs.Values.Where(glyph => glyph.Ink > 0).Select(glyph => glyph.Character));
        WrittenGlyphs plain = new()
        {
            Characters = all,
            Height = 100,
            Width = 100,
            Rotation = 0,
            Shear = 0,
            Stretch = 0,
            Shift = 0,
            Noise = 0,
            Thinnest = 0.6,
            Thickest = 0.6,
        };
        ImageSet set = plain.Generate(all.Length);
        for (int n = 0; n < all.Length; n++)
        {
            // The drawing's own box stands in the middle.
            Glyph glyph = glyphs[all[n]];
            int[] rows = [.. Enumerable.Range(0, 35).Where(i => glyph[i / 5, i % 5]).Select(i => i / 5)];
            int[] columns = [.. Enumerable.Range(0, 35).Where(i => glyph[i / 5, i % 5]).Select(i => i % 5)];
            for (int i = 0; i < 35; i++)
            {
                double y = 50 + (10 * ((i / 5) - ((rows.Min() + rows.Max()) / 2.0)));
                double x = 50 + (10 * ((i % 5) - ((columns.Min() + columns.Max()) / 2.0)));
                if (x < 1 || x > 99 || y < 1 || y > 99)
                {
                    continue;
                }

                bool ink = glyph[i / 5, i % 5];
                Assert.Equal(ink ? 255 : 0, set[n][((int)y * 100) + (int)x]);
            }
        }
    }

    /// <summary>However distorted: what is left out at the border is no ink.</summary>
    [Fact]
    public void InkStaysInside()
    {
        ImageSet set = new WrittenGlyphs { Noise = 0, Shift = 0.5 }.Generate(720);
        for (int n = 0; n < set.Count; n++)
        {
            double ink = set[n].ToArray().Sum(pixel => pixel / 255.0);
            Assert.InRange(ink, 15, 250);
        }

        // A dot, shifted as far as it can go, is whole: its area is that of the pen.
        WrittenGlyphs pen = new() { Characters = ".", Noise = 0, Shift = 0.5, Stretch = 0, Thinnest = 2, Thickest = 2 };
        ImageSet dots = pen.Generate(200);
        double[] areas = [.. Enumerable.Range(0, 200).Select(n => dots[n].ToArray().Sum(pixel => pixel / 255.0))];
        Assert.All(areas, area => Assert.Equal(areas.Average(), area, 1.5));
    }

    [Fact]
    public void EachFontOfACharacterIsUsed()
    {
        Font one = new("one", [new Glyph('a', 0, 0, 0, 31, 0, 0, 0)]), two = new("two", [new Glyph('a', 4, 4, 4, 4, 4, 4, 4)]);
        ImageSet set = new WrittenGlyphs { Characters = "a", Fonts = [one, two], Rotation = 0, Shear = 0, Noise = 0 }.Generate(1000);
        int Rows(int n) => Enumerable.Range(0, 28).Count(y => set[n].Slice(28 * y, 28).ContainsAnyExcept((byte)0));
        int upright = Enumerable.Range(0, 1000).Count(n => Rows(n) > 12);
        Assert.InRange(upright, 440, 560);
    }

    [Fact]
    public void RefusesSettingsOutsideTheirRange()
    {
        Assert.Contains("'€'", Assert.Throws<ArgumentException>(() => new WrittenGlyphs { Characters = "A€" }.Generate(1)).Message);
        Assert.Throws<ArgumentException>(() => new WrittenGlyphs { Characters = "AA" }.Generate(1));
        Assert.Throws<ArgumentException>(() => new WrittenGlyphs { Characters = "" }.Generate(1));
        Assert.Throws<ArgumentException>(() => new WrittenGlyphs { Characters = " " }.Generate(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WrittenGlyphs().Generate(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WrittenGlyphs { Height = 1025 }.Generate(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WrittenGlyphs { Thinnest = 2, Thickest = 1 }.Generate(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WrittenGlyphs { Shear = double.NaN }.Generate(1));
        foreach ((int height, int width) in new[] { (1, 1), (1, 9), (7, 3), (200, 100) })
        {
            Assert.Equal(height * width * 40, new WrittenGlyphs { Height = height, Width = width, Shift = 0.5 }.Generate(40).Pixels.Length);
        }
    }
}
