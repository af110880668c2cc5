using Spectre.Console;
using TinyAE.Reports;

namespace TinyAE.Cli;

/// <summary>A table drawn for a terminal.</summary>
internal static class RichTable
{
    /// <summary>Draws the table, as wide as its content needs and the terminal has.</summary>
    public static void Draw(TextTable table, TextWriter stdout, Terminal terminal)
    {
        Table drawn = new() { Border = TableBorder.Simple };
        for (int c = 0; c < table.Headings.Count; c++)
        {
            drawn.AddColumn(new TableColumn(new Text(table.Headings[c], new Style(decoration: Decoration.Bold)))
            {
                Alignment = table.IsNumeric[c] ? Justify.Right : Justify.Left,
                NoWrap = c == 0 || table.IsNumeric[c],
            });
        }

        foreach (IReadOnlyList<string> row in table.Rows)
        {
            drawn.AddRow(row.Select((cell, c) => new Text(cell, c == 0 ? new Style(Color.Aqua) : null)));
        }

        Create(stdout, terminal).Write(drawn);
    }

    /// <summary>Spectre's console over stdout.</summary>
    public static IAnsiConsole Create(TextWriter stdout, Terminal terminal)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(stdout),
            Ansi = AnsiSupport.Yes,
            ColorSystem = terminal.Colors ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.Yes,
        });
        console.Profile.Width = terminal.Width;
        return console;
    }
}
