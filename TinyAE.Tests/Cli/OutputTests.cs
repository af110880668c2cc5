using TinyAE.Cli;
using TinyAE.Reports;

namespace TinyAE.Tests.Cli;

public sealed class OutputTests : IDisposable
{
    private static readonly TextTable Table = new TextTable("name", "value>").Add("adam", "1").Add("[bold]l-bfgs[/]", "1,000");

    private readonly StringWriter _stdout = new() { NewLine = "\n" };
    private readonly StringWriter _stderr = new() { NewLine = "\n" };

    public void Dispose()
    {
        _stdout.Dispose();
        _stderr.Dispose();
    }

    [Fact]
    public void APlainTableHasColumnsAndNoTrailingSpaces()
    {
        new Output(_stdout, _stderr).Result(Table);
        Assert.Equal(
            """
            name             value
            ---------------  -----
            adam                 1
            [bold]l-bfgs[/]  1,000

            """.ReplaceLineEndings("\n"), _stdout.ToString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ATerminalGetsATableAndItsTextIsNotMarkup(bool colors)
    {
        new Output(_stdout, _stderr, new Terminal(60, colors)).Result(Table);
        string drawn = _stdout.ToString();
        Assert.Contains("[bold]l-bfgs[/]", drawn);
        Assert.Contains("─", drawn);
        Assert.Equal(colors, drawn.Contains("\u001b[96m", StringComparison.Ordinal)); // NO_COLOR
    }

    [Fact]
    public void QuietKeepsTheResultAlone()
    {
        Output output = new(_stdout, _stderr) { Quiet = true };
        output.Say("explanation");
        output.Event("progress", []);
        output.Result("result");
        Assert.Equal("result\n", _stdout.ToString());
    }

    [Fact]
    public void JsonKeepsTheEventsAlone()
    {
        Output output = new(_stdout, _stderr) { Json = true };
        output.Say("explanation");
        output.Result("result");
        output.Result(Table);
        output.Event("result", new Fields { ["x"] = 1 });
        Assert.Equal("{\"event\":\"result\",\"x\":1}\n", _stdout.ToString());
    }

    [Fact]
    public void AnErrorGoesToStderrAlone()
    {
        new Output(_stdout, _stderr) { Quiet = true, Json = true }.Error("wrong.");
        Assert.Equal("", _stdout.ToString());
        Assert.Equal("tinyae: wrong.\n", _stderr.ToString());
    }

    [Fact]
    public void PlainProgressIsALineForEachTenth()
    {
        using (IProgressView view = new Output(_stdout, _stderr).Progress(1000))
        {
            for (int step = 0; step <= 1000; step += 5)
            {
                view.Show(step, 0.5, TimeSpan.FromSeconds(3));
            }
        }

        string[] lines = _stdout.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(10, lines.Length);
        Assert.Equal("  step   100 of 1,000   loss 0.5   3.0 s left", lines[0]);
        Assert.Equal("  step 1,000 of 1,000   loss 0.5", lines[^1]);
    }

    [Fact]
    public void AProgressBarAppearsForALongTrainingAlone()
    {
        Output output = new(_stdout, _stderr, new Terminal(80, Colors: true));
        using (IProgressView view = output.Progress(100))
        {
            view.Show(100, 0.5, TimeSpan.Zero);
        }

        Assert.Equal("", _stdout.ToString());
        using (IProgressView view = output.Progress(100))
        {
            Thread.Sleep(600);
            view.Show(42, 0.25, TimeSpan.FromSeconds(7));
            Thread.Sleep(300);
        }

        Assert.Contains("step  42 of 100", _stdout.ToString());
        Assert.Contains("7.0 s left", _stdout.ToString());
    }

    [Theory]
    [InlineData("plain-1.0/x", "plain-1.0/x")]
    [InlineData("#&()", "'#&()'")]
    [InlineData("it's", "'it'\\''s'")]
    [InlineData("", "''")]
    public void AWordIsQuotedForAShell(string word, string quoted) => Assert.Equal(quoted, ShellQuote.Of(word));
}
