using TinyAE.Reports;

namespace TinyAE.Tests.Reports;

public sealed class MarkdownDocumentTests
{
    [Fact]
    public void PartsAreBlocksApart()
    {
        MarkdownDocument page = new MarkdownDocument().Heading("Title", 1).Paragraph("Words.").Bullets("one", "two")
            .Table(new TextTable("name", "value>").Add("a", "1")).Picture("a b.png", "Picture", "What it shows.").Code("ls", "sh");
        Assert.Equal(
            """
            # Title

            Words.

            - one
            - two

            | name | value |
            | --- | ---: |
            | a | 1 |

            ![Picture](a%20b.png)

            *Picture.* What it shows.

            ```sh
            ls
            ```

            """.ReplaceLineEndings("\n"), page.ToString());
    }

    [Fact]
    public void ATableCellMayHoldAnyCharacter()
    {
        string table = new MarkdownDocument().Table(new TextTable("c").Add(MarkdownDocument.Literal("|")).Add("a|b").Add("a\\|b"))
            .ToString();
        Assert.Equal("| c |\n| --- |\n| `\\|` |\n| a\\|b |\n| a\\|b |\n", table);
    }

    [Theory]
    [InlineData("A", "`A`")]
    [InlineData("`", "`` ` ``")]
    [InlineData("a``b", "```a``b```")]
    [InlineData("*", "`*`")]
    public void ALiteralSurvivesBackticks(string text, string expected) => Assert.Equal(expected, MarkdownDocument.Literal(text));

    [Fact]
    public void EscapeLeavesNoCharacterThatMarkdownReads() =>
        Assert.Equal("\\*a\\_b\\[c\\]\\<d\\>\\#", MarkdownDocument.Escape("*a_b[c]<d>#"));

    [Fact]
    public void ACodeBlockMayHoldAFence() => Assert.StartsWith("````\n```", new MarkdownDocument().Code("```\nx\n```").ToString());

    [Fact]
    public void WrongArgumentsAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new MarkdownDocument().Heading("x", 7));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MarkdownDocument().Heading("x", 0));
        Assert.Throws<ArgumentException>(() => new TextTable());
        Assert.Throws<ArgumentException>(() => new TextTable("a", "b").Add("1"));
    }
}
