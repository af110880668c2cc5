using TinyAE.Imaging;

namespace TinyAE.Tests.Imaging;

public class FontTests
{
    [Fact]
    public void TheEmbeddedFontsAreThe96CharactersFromSpaceToDelete()
    {
        Assert.Equal(["Font1", "Font2", "Font3"], Font.Embedded.Select(font => font.Name));
        for (int i = 0; i < 3; i++)
            Assert.Equal(string.Concat(Enumerable.Range(0x20 + (32 * i), 32).Select(code => (char)code)), Font.Embedded[i].Characters);
    }

    [Fact]
    public void AllEmbeddedCharactersDiffer()
    {
        IReadOnlyList<Glyph> all = Font.Join(Font.Embedded).Glyphs;
        Assert.Equal(96, all.Count);
        for (int i = 0; i < all.Count; i++)
        {
            for (int j = 0; j < i; j++)
                Assert.True(all[i].Distance(all[j]) >= (i / 32 == j / 32 ? 2 : 1), $"{all[i].Character} {all[j].Character}");
        }
        Assert.Equal([' '], all.Where(glyph => glyph.Ink == 0).Select(glyph => glyph.Character));
    }

    [Fact]
    public void TheEmbeddedCharactersAreWhereTheyBelong()
    {
        // The symmetries of the letters themselves, so that a shifted table or mirrored bits would show.
        foreach (Glyph glyph in Font.Join(Font.Embedded).Select("AHIMOTUVWXY!\"'*+-=8^_|vwxo").Glyphs)
        {
            for (int row = 0; row < 7; row++)
            {
                for (int column = 0; column < 5; column++)
                    Assert.True(glyph[row, column] == glyph[row, 4 - column], $"{glyph.Character}");
            }
        }
        Glyph bar = Font.Embedded[1].Select("L").Glyphs[0];
        Assert.Equal(11, bar.Ink);
        Assert.True(bar[0, 0] && bar[6, 0] && bar[6, 4] && !bar[0, 4]);
    }

    [Fact]
    public void ASelectionKeepsTheOrderOfTheString()
    {
        const string Characters = "#&()./0123456789>?";
        Font font = Font.Embedded[0].Select(Characters);
        Assert.Equal(Characters, font.Characters);
        Assert.Equal("?#", Font.Embedded[0].Select("?#").Characters);
        float[] pixels = font.Pixels<float>();
        Assert.Equal(18 * 35, pixels.Length);
        for (int i = 0; i < 18; i++)
            Assert.Equal(font.Glyphs[i].Pixels<float>(), pixels.AsSpan(i * 35, 35).ToArray());
    }

    [Theory]
    [InlineData("12a", "'a'")]
    [InlineData("121", "'1'")]
    [InlineData("", "No character")]
    [InlineData("1\u00e9", "0xe9")]
    [InlineData("1\n", "U+000A")]
    [InlineData("\ud83d\ude00", "U+D83D")]
    public void AWrongSelectionNamesTheCharacterAndTheAllowedOnes(string characters, string part)
    {
        string message = Assert.Throws<ArgumentException>(() => Font.Embedded[0].Select(characters)).Message;
        Assert.Contains(part, message, StringComparison.Ordinal);
        Assert.Contains(Font.Embedded[0].Characters, message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFontHasEachCharacterOnce()
    {
        Glyph glyph = new('x', 1, 2, 3, 4, 5, 6, 7);
        Assert.Throws<ArgumentException>(() => new Font("twice", [glyph, glyph]));
        Assert.Throws<ArgumentException>(() => new Font("none", []));
        Assert.Throws<ArgumentException>(() => Font.Join(Font.Embedded[0], Font.Embedded[0]));
        Assert.Throws<ArgumentException>(() => Font.Join());
    }
}
