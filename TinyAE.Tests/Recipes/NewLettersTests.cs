using TinyAE.Imaging;
using TinyAE.Recipes;

namespace TinyAE.Tests.Recipes;

public sealed class NewLettersTests
{
    [Theory]
    [InlineData('1', true)]
    [InlineData('8', true)]
    [InlineData('%', false)]
    [InlineData('!', false)]
    [InlineData('=', false)]
    [InlineData(' ', false)]
    [InlineData('/', true)] // corners touch
    public void InkIsInOnePieceIfItHangsTogetherBySideOrCorner(char character, bool expected) =>
        Assert.Equal(expected, NewLetters.IsOnePiece(Font.Embedded[0].Select($"{character}").Glyphs[0]));

    [Fact]
    public void ASquareOfInkIsNotThin()
    {
        for (int row = 0; row < 6; row++)
        {
            for (int column = 0; column < 4; column++)
            {
                byte[] rows = new byte[7];
                rows[row] = rows[row + 1] = (byte)(24 >> column);
                Assert.False(NewLetters.IsThin(new Glyph('x', rows)));
                rows[row] = (byte)(16 >> column);
                Assert.True(NewLetters.IsThin(new Glyph('x', rows)));
            }
        }

        Assert.False(NewLetters.IsThin(new Glyph('x', 0, 0, 0, 0, 0, 3, 3)));
    }
}
