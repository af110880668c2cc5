using TinyAE.Study;

namespace TinyAE.Reports;

/// <summary>A page of text, formulas, code and numbers, before it is drawn: for a terminal, as Markdown or as HTML.</summary>
/// <param name="Title">The title.</param>
/// <param name="Language">The language of the headings: "en".</param>
/// <param name="Blocks">What stands below the title.</param>
public sealed record Page(string Title, string Language, IReadOnlyList<PageBlock> Blocks);

/// <summary>A part of a page.</summary>
public abstract record PageBlock;

/// <summary>A heading.</summary>
/// <param name="Text">One line.</param>
/// <param name="Level">2 for a section, 3 below it.</param>
public sealed record PageHeading(string Text, int Level = 2) : PageBlock;

/// <summary>A paragraph. Words with _ in them are quantities.</summary>
/// <param name="Text">Plain text.</param>
public sealed record PageParagraph(string Text) : PageBlock;

/// <summary>A line of formulas: in indices, and perhaps the matrix form beside it.</summary>
/// <param name="Columns">The formulas, in the notation of the comments.</param>
public sealed record PageFormula(IReadOnlyList<string> Columns) : PageBlock;

/// <summary>Statements, each beside the formula that it implements.</summary>
/// <param name="Statements">The statements.</param>
public sealed record PageCode(IReadOnlyList<SourceStatement> Statements) : PageBlock;

/// <summary>Lines of a file with their numbers.</summary>
/// <param name="Lines">The lines.</param>
public sealed record PageListing(IReadOnlyList<(int Number, string Text)> Lines) : PageBlock;

/// <summary>Arrays with their names.</summary>
/// <param name="Arrays">The arrays.</param>
public sealed record PageArrays(IReadOnlyList<ExampleArray> Arrays) : PageBlock;

/// <summary>A quantity of an example: formula, numbers, arithmetic.</summary>
/// <param name="Step">The step.</param>
public sealed record PageStep(ExampleStep Step) : PageBlock;

/// <summary>A table.</summary>
/// <param name="Table">The table.</param>
public sealed record PageTable(TextTable Table) : PageBlock;

/// <summary>A list of links to other pages of the book.</summary>
/// <param name="Links">File, name and description of each.</param>
public sealed record PageLinks(IReadOnlyList<(string File, string Name, string Description)> Links) : PageBlock;
