using TinyAE.Study;

namespace TinyAE.Reports;

/// <summary>Writes every explanation as a book: a page each, and an index.html that lists them by kind.</summary>
public static class ExplanationBook
{
    private const string Index = "index.html";

    /// <summary>Writes the book into a folder, which is made if it is not there. Pages of the same names are replaced.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="words">The language of headings and fixed words.</param>
    /// <param name="seed">The seed of the checks.</param>
    /// <returns>The explanations, in the order of the book.</returns>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public static IReadOnlyList<Explanation> Write(string folder, PageWords words, ulong seed = 1)
    {
        Directory.CreateDirectory(folder);
        Explanation[] all = [.. Explainable.All.Select(subject => subject.Explain(seed))];
        for (int i = 0; i < all.Length; i++)
        {
            List<(string, string)> links = [(Index, words["index"])];
            if (i > 0)
            {
                links.Add((FileOf(all[i - 1].Subject), $"← {all[i - 1].Subject.Title}"));
            }

            if (i + 1 < all.Length)
            {
                links.Add((FileOf(all[i + 1].Subject), $"{all[i + 1].Subject.Title} →"));
            }

            PageHtml.Save(ExplanationPage.Of(all[i], words), Path.Combine(folder, FileOf(all[i].Subject)), links);
        }

        PageHtml.Save(Contents(all, words), Path.Combine(folder, Index));
        return all;
    }

    private static Page Contents(Explanation[] all, PageWords words)
    {
        List<PageBlock> blocks = [new PageParagraph(words["book intro"])];
        if (words["english"] is { Length: > 0 } english)
        {
            blocks.Add(new PageParagraph(english));
        }

        foreach (IGrouping<ExplanationKind, Explanation> group in all.GroupBy(explanation => explanation.Subject.Kind))
        {
            blocks.Add(new PageHeading(words[Plural(group.Key)]));
            blocks.Add(new PageLinks(
                [.. group.Select(one => (FileOf(one.Subject), one.Subject.Title, one.File.Remarks.Summary))]));
        }

        return new Page(words["book"], words.Language, blocks);
    }

    private static string FileOf(Explainable subject) => $"{subject.Name}.html";

    private static string Plural(ExplanationKind kind) => kind switch
    {
        ExplanationKind.Loss => "Losses",
        ExplanationKind.Penalty => "Penalties",
        _ => $"{kind}s",
    };
}
