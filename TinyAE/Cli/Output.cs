using TinyAE.Reports;

namespace TinyAE.Cli;

/// <summary>Everything the program says: words, tables and progress for people, one JSON object a line for programs, errors for
/// both.</summary>
/// <remarks>
/// A terminal gets tables and progress bars drawn by Spectre.Console, which is loaded only then: it costs 0.15 s. Anything else gets plain
/// lines
/// without control characters.
/// </remarks>
/// <param name="stdout">For all that is asked for.</param>
/// <param name="stderr">For errors.</param>
/// <param name="terminal">What is known of the terminal behind stdout; null: it is none.</param>
internal sealed class Output(TextWriter stdout, TextWriter stderr, Terminal? terminal = null)
{
    /// <summary>No explanation and no progress: the result alone.</summary>
    public bool Quiet { get; set; }

    /// <summary>JSON lines in place of words.</summary>
    public bool Json { get; set; }

    /// <summary>Columns that a line of words may take.</summary>
    public int Width => Math.Clamp(terminal?.Width ?? 100, 40, 120);

    /// <summary>A line of explanation; not said with --quiet or --json.</summary>
    public void Say(string text = "")
    {
        if (!Quiet && !Json)
        {
            stdout.WriteLine(text);
        }
    }

    /// <summary>A line of the result itself; said even with --quiet, not with --json.</summary>
    public void Result(string text)
    {
        if (!Json)
        {
            stdout.WriteLine(text);
        }
    }

    /// <summary>A table that is the result; said even with --quiet, not with --json.</summary>
    public void Result(TextTable table)
    {
        if (Json)
        {
            return;
        }

        if (terminal is null)
        {
            stdout.Write(PlainTable.Draw(table));
        }
        else
        {
            RichTable.Draw(table, stdout, terminal);
        }
    }

    /// <summary>One line of JSON; only with --json.</summary>
    /// <param name="kind">The value of its first field, "event": "progress"; the last line's is "result".</param>
    /// <param name="fields">The other fields.</param>
    public void Event(string kind, Fields fields)
    {
        if (!Json)
        {
            return;
        }

        Fields line = new() { ["event"] = kind };
        foreach ((string name, object? value) in fields)
        {
            line[name] = value;
        }

        stdout.WriteLine(line.ToJson());
        stdout.Flush();
    }

    /// <summary>An error: to stderr, always.</summary>
    public void Error(string sentence) => stderr.WriteLine($"tinyae: {sentence}");

    /// <summary>Shows how far a training or a study is.</summary>
    /// <param name="total">How many there are.</param>
    /// <param name="unit">What is counted.</param>
    /// <param name="lines">Whether the work gives lines of its own, so that plain output needs no others.</param>
    public IProgressView Progress(long total, string unit = "step", bool lines = false) =>
        Json ? new JsonProgress(this, unit, total)
        : Quiet ? new NoProgress()
        : terminal is null ? new PlainProgress(this, unit, total, tenths: !lines)
        : new RichProgress(stdout, terminal, unit, total);
}
