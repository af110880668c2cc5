using TinyAE.Datasets;
using TinyAE.Imaging;
using TinyAE.Numerics;

namespace TinyAE.Tests.Datasets;

/// <summary>On sets whose every image has one colour of its own, so that the sheet shows which images stand where.</summary>
public sealed class ContactSheetTests
{
    private const int Side = 48; // drawn as it is
    private const int Gap = 4;

    [Fact]
    public void EachClassHasARowOfItsOwnImagesNoneTwice()
    {
        int[] labels = [.. Enumerable.Range(0, 60).Select(n => n % 3)];
        Image sheet = ContactSheet.Draw(SetOf(60, labels, ["one", "two", "three"]), 5, seed: 1);
        int left = sheet.Width - (5 * (Side + Gap));
        Assert.Equal(Gap + (3 * (Side + Gap)), sheet.Height);
        for (int row = 0; row < 3; row++)
        {
            int[] shown = [.. Enumerable.Range(0, 5).Select(column => Tile(sheet, left, row, column))];
            Assert.All(shown, image => Assert.Equal(row, image % 3));
            Assert.Equal(5, shown.Distinct().Count());
            Assert.True(HasInk(sheet, left, row));
        }
    }

    [Fact]
    public void TheSeedChooses()
    {
        ImageSet set = SetOf(200, [], []);
        Image[] sheets = [.. new ulong[] { 1, 1, 2 }.Select(seed => ContactSheet.Draw(set, 12, seed))];
        Assert.Equal(sheets[0].Pixels, sheets[1].Pixels);
        Assert.NotEqual(sheets[0].Pixels, sheets[2].Pixels);
        Assert.Equal((Gap + (10 * (Side + Gap)), Gap + (2 * (Side + Gap))), (sheets[0].Width, sheets[0].Height));
        int[] shown = [.. Enumerable.Range(0, 12).Select(n => Tile(sheets[0], Gap, n / 10, n % 10))];
        Assert.Equal(12, shown.Distinct().Count());
        Assert.NotEqual(shown.Order(), shown);
        Assert.Equal(200, Tile(sheets[0], Gap, 1, 2)); // the background
    }

    [Fact]
    public void AClassWithFewImagesLeavesPlacesEmptyAndOneWithoutHasNoRow()
    {
        Image sheet = ContactSheet.Draw(SetOf(4, [0, 2, 2, 2], ["one", "none", "three"]), 10, seed: 1);
        int left = sheet.Width - (3 * (Side + Gap));
        Assert.Equal(Gap + (2 * (Side + Gap)), sheet.Height);
        Assert.Equal([0, 200, 200], Enumerable.Range(0, 3).Select(column => Tile(sheet, left, 0, column)));
        Assert.Equal([1, 2, 3], Enumerable.Range(0, 3).Select(column => Tile(sheet, left, 1, column)).Order());
    }

    [Theory]
    [InlineData(1, 1, 48)]
    [InlineData(28, 28, 2)]
    [InlineData(5, 7, 7)]
    [InlineData(100, 3, 1)]
    public void SmallImagesAreEnlargedByAWholeFactor(int height, int width, int factor)
    {
        ImageSet set = new("try", new Shape(height, width, 1), new byte[2 * height * width]);
        Image sheet = ContactSheet.Draw(set, 2, seed: 1);
        Assert.Equal(((2 * width * factor) + (3 * Gap), (height * factor) + (2 * Gap)), (sheet.Width, sheet.Height));
        ImageSet labelled = new("try", set.Shape, new byte[2 * height * width], new int[2], ["a name"]);
        Assert.True(ContactSheet.Draw(labelled, 2, seed: 1).Width > sheet.Width);
    }

    [Fact]
    public void ColourStaysAndATitleStandsAbove()
    {
        ImageSet set = new("try", new Shape(48, 48, 3), Enumerable.Repeat(new byte[] { 10, 20, 30 }, 48 * 48).SelectMany(p => p).ToArray());
        Image sheet = ContactSheet.Draw(set, 1, seed: 1, "a title that is wider than the only image");
        Assert.Equal([10, 20, 30], sheet.Pixel(Gap + 10, sheet.Height - 10).ToArray());
        Assert.True(sheet.Width > 200);
        Assert.True(HasInk(sheet, sheet.Width, 0));
    }

    [Fact]
    public void WhatIsTooMuchIsRefusedOrCutOff()
    {
        ImageSet set = SetOf(300, [.. Enumerable.Range(0, 300)], [.. Enumerable.Range(0, 300).Select(n => $"{n}")]);
        Assert.Equal(Gap + (100 * (Side + Gap)), ContactSheet.Draw(set, 100, seed: 1).Height);
        foreach (int count in new[] { 0, 101 })
        {
            Assert.Contains("1 to 100", Assert.Throws<ArgumentOutOfRangeException>(() => ContactSheet.Draw(set, count, 1)).Message);
        }

        Assert.Throws<ArgumentException>(() => ContactSheet.Draw(set.Slice(200, 100), 1, 1));
    }

    // Image n has the gray n mod 256 all over.
    private static ImageSet SetOf(int count, int[] labels, string[] classes)
    {
        byte[] pixels = new byte[count * Side * Side];
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = (byte)(i / (Side * Side));
        }

        return new ImageSet("try", new Shape(Side, Side, 1), pixels, labels, classes);
    }

    private static int Tile(Image sheet, int left, int row, int column)
    {
        (int x, int y) = (left + (column * (Side + Gap)), Gap + (row * (Side + Gap)));
        byte value = sheet.Pixel(x, y)[0];
        Assert.Equal(value, sheet.Pixel(x + Side - 1, y + Side - 1)[0]);
        return value;
    }

    private static bool HasInk(Image sheet, int left, int row) => Enumerable.Range(0, left).Any(x =>
        Enumerable.Range(row * (Side + Gap), Side).Any(y => sheet.Pixel(x, y)[0] == 0));
}
