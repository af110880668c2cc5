using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using TinyAE.Reports;
using TinyAE.Study;

namespace TinyAE.Tests.Reports;

public sealed class ExplanationPageTests : IClassFixture<ExplanationPageTests.Book>
{
    private readonly Book _book;

    public ExplanationPageTests(Book book) => _book = book;

    [Fact]
    public void EveryPageIsWellFormedAndFetchesNothing()
    {
        Assert.Equal(Explainable.All.Count + 1, _book.Pages.Count);
        foreach ((string file, XDocument page) in _book.Pages)
        {
            Assert.Equal("html", page.Root!.Name.LocalName);
            foreach (XElement element in page.Descendants())
            {
                Assert.True(element.Name.LocalName is not ("script" or "img" or "link" or "iframe" or "object"), $"{file}: {element.Name}");

                // Attributes that run code or fetch something; a link within the book is the only address.
                Assert.DoesNotContain(element.Attributes(), attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal)
                    || attribute.Name.LocalName is "src" or "style");
                Assert.True(element.Attribute("href") is not { } link || !link.Value.Contains(':'), $"{file}: {element}");

                // An element without an end tag is one that HTML knows as such.
                Assert.True(!element.IsEmpty || element.Name.LocalName is "meta" or "mspace", $"{file}: {element}");
            }

            string style = page.Descendants("style").Single().Value;
            Assert.DoesNotContain("url(", style, StringComparison.Ordinal);
            Assert.DoesNotContain("@import", style, StringComparison.Ordinal);
            Assert.DoesNotContain(style, c => c is '<' or '>' or '&');
        }
    }

    [Fact]
    public void EveryLinkOfTheBookLeadsToAPage()
    {
        foreach ((string file, XDocument page) in _book.Pages)
        {
            string[] links = [.. page.Descendants("a").Select(link => link.Attribute("href")!.Value)];
            Assert.NotEmpty(links);
            Assert.All(links, link => Assert.True(_book.Pages.ContainsKey(link), $"{file}: {link}"));
        }

        IEnumerable<string> index = _book.Pages["index.html"].Descendants("a").Select(link => link.Attribute("href")!.Value);
        Assert.Equal(Explainable.All.Select(subject => $"{subject.Name}.html").Order(), index.Order());
    }

    [Fact]
    public void ThePageShowsTheCodeBesideItsMathematics()
    {
        foreach (Explanation explanation in _book.Explanations)
        {
            XDocument page = _book.Pages[$"{explanation.Subject.Name}.html"];
            XElement[] rows = [.. page.Descendants("div").Where(div => div.Attribute("class")?.Value == "row")];
            SourceStatement[] statements =
            [
                .. explanation.File.Methods.SelectMany(explanation.File.Statements).Where(statement => statement.Formula is not null),
            ];
            Assert.Equal(statements.Length, rows.Length);
            foreach ((SourceStatement statement, XElement row) in statements.Zip(rows))
            {
                Assert.Equal($"{statement.FirstLine}", row.Descendants("i").First().Value.Trim());
                Assert.Contains(statement.Code[0].Trim(), row.Value, StringComparison.Ordinal);
                Assert.NotEmpty(row.Descendants("math"));
            }
        }
    }

    [Fact]
    public void EveryDerivativeIsDrawnAsAFraction()
    {
        foreach (Explanation explanation in _book.Explanations.Where(explanation => explanation.Derivatives.Count > 0))
        {
            int derivatives = explanation.Derivatives.Count(remark => remark.Kind == RemarkKind.Formula);
            XDocument page = _book.Pages[$"{explanation.Subject.Name}.html"];
            int drawn = page.Descendants("mfrac").Count(fraction => fraction.Elements().First().Value == "∂L");
            Assert.True(derivatives <= drawn, $"{explanation.Subject.Name}: {derivatives} derivatives, {drawn} drawn.");
        }
    }

    [Fact]
    public void TextHasAllThatHtmlHasAndKeepsItsWidth()
    {
        foreach (Explanation explanation in _book.Explanations)
        {
            Page page = ExplanationPage.Of(explanation, PageWords.Of("en"));
            string text = PageText.Of(page, 60);
            Assert.All(page.Blocks.OfType<PageHeading>(),
                heading => Assert.Contains($"\n{heading.Text}\n", text, StringComparison.Ordinal));
            Assert.All(page.Blocks.OfType<PageFormula>().SelectMany(formula => formula.Columns),
                column => Assert.Contains(column, text, StringComparison.Ordinal));
            Assert.All(page.Blocks.OfType<PageStep>().SelectMany(step => step.Step.Lines),
                line => Assert.Contains($"    {line}\n", text, StringComparison.Ordinal));
            Assert.DoesNotContain('\u001b', text);
            foreach (PageParagraph paragraph in page.Blocks.OfType<PageParagraph>())
            {
                string[] lines = [.. PageText.Lines(paragraph, 60)];
                Assert.All(lines, line => Assert.True(new StringInfo(line).LengthInTextElements <= 60 || !line.Contains(' '), line));
                Assert.Equal(Regex.Replace(paragraph.Text, @"\s+", " ").Trim(), string.Join(' ', lines));
            }
        }
    }

    [Fact]
    public void MarkdownHasTheFormulasAsTheyStandInTheSource()
    {
        foreach (Explanation explanation in _book.Explanations)
        {
            string markdown = PageMarkdown.Of(ExplanationPage.Of(explanation, PageWords.Of("en"))).ToString();
            Assert.StartsWith($"# {explanation.Subject.Title}\n", markdown);
            Assert.All(explanation.File.Remarks.All.SelectMany(remark => remark.Formulas),
                formula => Assert.Contains(formula, markdown, StringComparison.Ordinal));
            Assert.Equal(0, Regex.Count(markdown, "^```", RegexOptions.Multiline) % 2);
        }
    }

    [Fact]
    public void LanguagesHaveTheSameKeysAndPlaces()
    {
        PageWords english = PageWords.Of("en");
        foreach (string language in PageWords.Languages)
        {
            PageWords words = PageWords.Of(language);
            Assert.Equal(english.Keys, words.Keys);
            foreach (string key in words.Keys.Where(key => key != "english"))
            {
                Assert.NotEmpty(words[key]);
                Assert.Equal(Regex.Matches(english[key], @"\{\d\}").Select(place => place.Value).Order(),
                    Regex.Matches(words[key], @"\{\d\}").Select(place => place.Value).Order());
            }

            Assert.Equal(language == "en", words["english"].Length == 0);
        }

        Assert.Contains("en, es, pt", Assert.Throws<ArgumentException>(() => PageWords.Of("de")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("es", "Derivadas", "en inglés")]
    [InlineData("pt", "Derivadas", "em inglês")]
    public void HeadingsAreTranslatedAndThePageSaysThatItsTextIsNot(string language, string heading, string note)
    {
        Page page = ExplanationPage.Of(_book.Explanations[0], PageWords.Of(language));
        Assert.Equal(language, page.Language);
        Assert.Contains(new PageHeading(heading), page.Blocks);
        Assert.Contains(page.Blocks.OfType<PageParagraph>(), block => block.Text.Contains(note, StringComparison.Ordinal));
        Assert.Contains($"lang=\"{language}\"", PageHtml.Of(page), StringComparison.Ordinal);
    }

    [Fact]
    public void ADisagreementAndAWrongGradientAreSaid()
    {
        Explanation right = _book.Explanations[0];
        ExampleLine wrong = new("y", "1 / 4", 0.25, 0.5);
        WorkedExample example = new("", [], [new ExampleStep(null, new ExampleArray("y", [], [0.5]), [wrong])]);
        TensorVerdict verdict = right.Check!.Tensors[0] with { Verdict = Verdict.Wrong };
        Explanation bad = right with { Example = example, Check = right.Check with { Tensors = [verdict] } };
        string text = PageText.Of(ExplanationPage.Of(bad, PageWords.Of("en")), 80);
        Assert.Contains("Code and arithmetic differ in 1 of 1 numbers: y = 1 / 4 = 0.5.", text, StringComparison.Ordinal);
        Assert.Contains("WRONG", text, StringComparison.Ordinal);
    }

    /// <summary>The whole book, written once.</summary>
    public sealed class Book
    {
        public Book()
        {
            using TemporaryFolder folder = new();
            Explanations = ExplanationBook.Write(folder.Path, PageWords.Of("en"));
            Pages = Directory.GetFiles(folder.Path).ToDictionary(file => Path.GetFileName(file), XDocument.Load);
        }

        public IReadOnlyList<Explanation> Explanations { get; }

        public IReadOnlyDictionary<string, XDocument> Pages { get; }
    }
}
