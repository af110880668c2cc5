using TinyAE.Study;

namespace TinyAE.Reports;

/// <summary>Lays an explanation out as a page: definition, derivatives, notes, code, example, check, source.</summary>
public static class ExplanationPage
{
    /// <summary>The page of one explanation.</summary>
    public static Page Of(Explanation explanation, PageWords words)
    {
        SourceRemarks remarks = explanation.File.Remarks;
        List<PageBlock> blocks = [new PageParagraph($"{words[$"{explanation.Subject.Kind}"]}. {remarks.Summary}")];
        if (words["english"] is { Length: > 0 } english)
        {
            blocks.Add(new PageParagraph(english));
        }

        blocks.Add(new PageHeading(words["shapes"]));
        blocks.AddRange(remarks.Of(RemarkKind.Shapes).Select(shapes => new PageParagraph(shapes)));
        Add(blocks, words[explanation.Derivatives.Count > 0 ? "definition" : "step"], explanation.Definition);
        Add(blocks, words["derivatives"], explanation.Derivatives);
        Add(blocks, words["notes"], explanation.Notes);
        AddCode(blocks, explanation, words);
        AddExample(blocks, explanation.Example, words);
        AddCheck(blocks, explanation.Check, words);
        blocks.Add(new PageHeading(words["source"]));
        blocks.AddRange(remarks.Of(RemarkKind.Source).Select(source => new PageParagraph(source)));
        return new Page(explanation.Subject.Title, words.Language, blocks);
    }

    private static void Add(List<PageBlock> blocks, string heading, IReadOnlyList<Remark> remarks)
    {
        if (remarks.Count > 0)
        {
            blocks.Add(new PageHeading(heading));
            blocks.AddRange(remarks.Select<Remark, PageBlock>(
                remark => remark.Kind == RemarkKind.Formula ? new PageFormula(remark.Formulas) : new PageParagraph(remark.Text)));
        }
    }

    private static void AddCode(List<PageBlock> blocks, Explanation explanation, PageWords words)
    {
        blocks.Add(new PageHeading(words["code"]));
        blocks.Add(new PageParagraph(words.With("code intro", explanation.File.Path)));
        foreach (string method in explanation.File.Methods)
        {
            blocks.Add(new PageHeading(method, 3));
            blocks.Add(new PageCode(explanation.File.Statements(method)));
        }

        foreach (SourceFile file in explanation.Files)
        {
            if (file.Rest() is { Count: > 0 } lines)
            {
                blocks.Add(new PageHeading(file == explanation.File ? words["rest"] : file.Path, 3));
                blocks.Add(new PageListing(lines));
            }
        }
    }

    private static void AddExample(List<PageBlock> blocks, WorkedExample example, PageWords words)
    {
        blocks.Add(new PageHeading(words["example"]));
        blocks.Add(new PageParagraph(example.Words));
        if (example.Given.Concat(example.Steps.Select(step => step.Result)).Any(array => array.Dimensions.Count > 0))
        {
            blocks.Add(new PageParagraph(words["indices"]));
        }

        blocks.Add(new PageHeading(words["given"], 3));
        blocks.Add(new PageArrays(example.Given));
        blocks.Add(new PageHeading(words["computed"], 3));
        blocks.AddRange(example.Steps.Select(step => new PageStep(step)));
        ExampleLine[] wrong = [.. example.Disagreements];
        blocks.Add(new PageParagraph(wrong.Length == 0
            ? words.With("agrees", example.Compared)
            : words.With("differs", wrong.Length, example.Compared, string.Join("; ", wrong.Select(line => line.ToString())))));
    }

    private static void AddCheck(List<PageBlock> blocks, GradientReport? check, PageWords words)
    {
        blocks.Add(new PageHeading(words["check"]));
        if (check is null)
        {
            blocks.Add(new PageParagraph(words["no check"]));
            return;
        }

        blocks.Add(new PageParagraph(words["check intro"]));
        bool hasTerms = check.Tensors.Select(tensor => tensor.Term).Distinct().Count() > 1;
        string[] headings = [words["tensor"], $"{words["elements"]}>", $"{words["error"]}>", words["verdict"]];
        TextTable table = new(hasTerms ? [words["term"], .. headings] : headings);
        foreach (TensorVerdict tensor in check.Tensors)
        {
            string[] cells =
            [
                tensor.Name,
                $"{tensor.Elements}",
                tensor.Worst < 0 ? "" : tensor.RelativeError.ToString("0.0e+00"),
                words[$"{tensor.Verdict}"] + (tensor.Remark is null ? "" : $"; {tensor.Remark}"),
            ];
            table.Add(hasTerms ? [tensor.Term, .. cells] : cells);
        }

        blocks.Add(new PageTable(table));
        blocks.AddRange(check.Complaints.Select(complaint => new PageParagraph(complaint)));
    }
}
