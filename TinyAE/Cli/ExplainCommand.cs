using System.CommandLine;
using TinyAE.Reports;
using TinyAE.Study;

namespace TinyAE.Cli;

/// <summary><c>explain</c>: from the definition of a layer, loss or optimizer to its code, on a page.</summary>
internal static class ExplainCommand
{
    private const string Group = "Output";

    public static Command Create(Session session)
    {
        DocumentedCommand command = new(
            "explain", "explains a layer, loss, penalty, optimizer or model: formulas, code line by line, an example, the check.")
        {
            Examples =
            [
                ("explain dense", "here in the terminal"),
                ("explain sampling --html sampling.html", "one HTML file, mathematics as MathML: for a browser or a phone"),
                ("explain adam --markdown adam.md", "as Markdown"),
                ("explain --all --html book", "everything: a page each, and book/index.html"),
                ("explain dense --language es", "headings in Spanish"),
            ],
            Notes =
            [
                "The text is that of the source file's own comments; the numbers are computed and the gradient is checked while the page "
                + "is made. Headings and fixed words are translated, the comments' text is English.",
            ],
        };
        Argument<string?> name = new("name")
        {
            HelpName = "NAME",
            Arity = ArgumentArity.ZeroOrOne,
            Description = $"One of {string.Join(", ", Explainable.All.Select(subject => subject.Name))}.",
        };
        Flag all = new("--all", Group, "Explain everything; with --html DIR.");
        Setting html = new("--html", Group, "FILE", "Write an HTML file; with --all the folder of a book.", null);
        Setting markdown = new("--markdown", Group, "FILE", "Write a Markdown file.", null);
        Setting language = new("--language", Group, "NAME", "The language of headings and fixed words.", "en", PageWords.Languages);
        command.Arguments.Add(name);
        command.Add(all, html, markdown, language);
        command.SetAction(parsed =>
        {
            PageWords words = PageWords.Of(language.Choice(parsed, "language") ?? "en");
            Files files = new(html.Text(parsed), markdown.Text(parsed));
            return parsed.GetValue(all) ? Book(session, parsed.GetValue(name), files, words)
                : One(session, Select(parsed.GetValue(name)), files, words);
        });
        return command;
    }

    private static Explainable Select(string? name) => name is null
        ? throw new UsageException($"explain what? Allowed: {string.Join(", ", Explainable.All.Select(subject => subject.Name))}.")
        : Explainable.All.FirstOrDefault(subject => subject.Name == name)
            ?? throw new UsageException(
                Suggestion.Unknown(name, "name that can be explained", Explainable.All.Select(subject => subject.Name)));

    private static int Book(Session session, string? name, Files files, PageWords words)
    {
        if (name is not null || files.Markdown is not null || files.Html is null)
        {
            throw new UsageException("--all explains everything and goes with --html DIR alone: tinyae explain --all --html book.");
        }

        IReadOnlyList<Explanation> all = ExplanationBook.Write(files.Html, words, session.Seed ?? 1);
        string index = Path.Combine(files.Html, "index.html");
        session.Output.Result($"{Figures.Count(all.Count, "page")}, beginning with {index}.");
        session.Output.Event("result", new Fields { ["pages"] = all.Count, ["index"] = index, ["right"] = all.All(IsRight) });
        return all.All(IsRight) ? ExitCode.Done : ExitCode.CheckFailed;
    }

    private static int One(Session session, Explainable subject, Files files, PageWords words)
    {
        Explanation explanation = subject.Explain(session.Seed ?? 1);
        Page page = ExplanationPage.Of(explanation, words);
        if (files.Html is { } html)
        {
            PageHtml.Save(page, html);
            session.Output.Result($"{page.Title}: {html}");
        }

        if (files.Markdown is { } markdown)
        {
            PageMarkdown.Of(page).Save(markdown);
            session.Output.Result($"{page.Title}: {markdown}");
        }

        if (files.Html is null && files.Markdown is null)
        {
            session.Output.Result(PageText.Of(page, session.Output.Width).TrimEnd('\n'));
        }

        session.Output.Event("result", Result(explanation));
        return IsRight(explanation) ? ExitCode.Done : ExitCode.CheckFailed;
    }

    private static bool IsRight(Explanation explanation) =>
        !explanation.Example.Disagreements.Any() && explanation.Check is null or { Passed: true };

    private static Fields Result(Explanation explanation) => new()
    {
        ["name"] = explanation.Subject.Name,
        ["kind"] = explanation.Subject.Kind.ToString().ToLowerInvariant(),
        ["file"] = explanation.File.Path,
        ["summary"] = explanation.File.Remarks.Summary,
        ["shapes"] = explanation.File.Remarks.Of(RemarkKind.Shapes),
        ["formulas"] = explanation.File.Remarks.All.SelectMany(remark => remark.Formulas),
        ["code"] = explanation.File.Methods.SelectMany(explanation.File.Statements).Where(statement => statement.Formula is not null)
            .Select(statement => new Fields { ["line"] = statement.LastLine, ["formula"] = statement.Formula }),
        ["example"] = explanation.Example.Steps.SelectMany(step => step.Lines)
            .Select(line => new Fields { ["name"] = line.Left, ["arithmetic"] = line.Arithmetic, ["value"] = line.ByCode ?? line.ByHand }),
        ["source"] = explanation.File.Remarks.Of(RemarkKind.Source),
        ["checked"] = explanation.Check is not null,
        ["right"] = IsRight(explanation),
    };

    private sealed record Files(string? Html, string? Markdown);
}
