namespace TinyAE.Reports;

/// <summary>Draws a page as Markdown: formulas, code and numbers stand as they are in the source, in code blocks.</summary>
public static class PageMarkdown
{
    /// <summary>The page.</summary>
    public static MarkdownDocument Of(Page page)
    {
        MarkdownDocument document = new MarkdownDocument().Heading(MarkdownDocument.Escape(page.Title), 1);
        for (int i = 0; i < page.Blocks.Count; i++)
        {
            switch (page.Blocks[i])
            {
                case PageHeading heading:
                    document.Heading(MarkdownDocument.Escape(heading.Text), heading.Level);
                    break;
                case PageParagraph paragraph:
                    document.Paragraph(MarkdownDocument.Escape(paragraph.Text));
                    break;
                case PageFormula:
                    // Lines of formulas that follow each other are one block.
                    PageFormula[] formulas = [.. page.Blocks.Skip(i).TakeWhile(block => block is PageFormula).Cast<PageFormula>()];
                    document.Code(string.Join('\n', PageText.Formulas(formulas)));
                    i += formulas.Length - 1;
                    break;
                case PageTable table:
                    document.Table(table.Table);
                    break;
                case PageLinks links:
                    document.Bullets(links.Links.Select(
                        link => $"[{MarkdownDocument.Escape(link.Name)}]({link.File}): {MarkdownDocument.Escape(link.Description)}"));
                    break;
                case PageCode or PageListing:
                    document.Code(Plain(page.Blocks[i]), "csharp");
                    break;
                case PageBlock other:
                    document.Code(Plain(other));
                    break;
            }
        }

        return document;
    }

    private static string Plain(PageBlock block) => string.Join('\n', PageText.Lines(block, int.MaxValue).Select(line => line.TrimEnd()));
}
