using System.Xml.Linq;
using TinyAE.Study;

namespace TinyAE.Tests.Cli;

public class ExplainTests
{
    [Fact]
    public void ExplainsInTheTerminal()
    {
        Call call = Call.Of("explain", "dense").Ok();
        Assert.StartsWith("Dense\n=====\n", call.Stdout);
        Assert.Contains("∂L/∂W_ij = Σ_n x_ni dy_nj    dW += xᵀ·dy", call.Stdout, StringComparison.Ordinal);
        Assert.Contains("y_01 = 1·0 + 2·1 + 3·2 + (−1) = 7", call.Stdout, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', call.Stdout);
    }

    [Fact]
    public void EveryNameThatCanBeCheckedAloneCanBeExplained()
    {
        string[] known = [.. Explainable.All.Select(subject => subject.Name)];
        IEnumerable<string> named = TinyAE.Cli.CheckTargets.All.Where(target => target.Kind != "recipe").Select(target => target.Name);
        Assert.Empty(named.Except(known));
    }

    [Fact]
    public void WritesFiles()
    {
        using TemporaryFolder folder = new();
        string html = Path.Combine(folder.Path, "adam.html"), markdown = Path.Combine(folder.Path, "adam.md");
        Call call = Call.Of("explain", "adam", "--html", html, "--markdown", markdown).Ok();
        Assert.Contains(html, call.Stdout, StringComparison.Ordinal);
        Assert.Equal("Adam", XDocument.Load(html).Descendants("title").Single().Value);
        Assert.StartsWith("# Adam\n", File.ReadAllText(markdown));
    }

    [Fact]
    public void WritesTheBook()
    {
        using TemporaryFolder folder = new();
        string book = Path.Combine(folder.Path, "book");
        Call call = Call.Of("explain", "--all", "--html", book, "--language", "pt").Ok();
        Assert.Equal(Explainable.All.Count + 1, Directory.GetFiles(book).Length);
        Assert.Contains(Path.Combine(book, "index.html"), call.Stdout, StringComparison.Ordinal);
        Assert.Contains("Camadas", File.ReadAllText(Path.Combine(book, "index.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void GivesJson()
    {
        Call call = Call.Of("explain", "gaussian-kl", "--json").Ok();
        Assert.Equal("gaussian-kl", call.Result.GetProperty("name").GetString());
        Assert.Equal("TinyAE/Losses/GaussianKl.cs", call.Result.GetProperty("file").GetString());
        Assert.True(call.Result.GetProperty("right").GetBoolean());
        Assert.Contains(call.Result.GetProperty("formulas").EnumerateArray(), formula => formula.GetString() == "∂L/∂mu_nj = f mu_nj");
        Assert.Equal(1, call.Result.GetProperty("example").EnumerateArray()
            .Single(line => line.GetProperty("name").GetString() == "dmu_0").GetProperty("value").GetDouble());
    }

    [Fact]
    public void RefusesWhatItCannotDo()
    {
        Call.Of("explain").Refused("explain what?", "dense", "adam");
        Call.Of("explain", "dens").Refused("'dens'", "Did you mean 'dense'?");
        Call.Of("explain", "--all").Refused("--html DIR");
        Call.Of("explain", "dense", "--all", "--html", "x").Refused("--html DIR");
        Call.Of("explain", "dense", "--language", "de").Refused("--language", "'de'", "en, es, pt");
        Call.Of("explain", "dense", "--html", Path.Combine(Path.GetTempPath(), "no such folder", "a.html")).Refused();
    }

    [Fact]
    public void HelpHasExamples()
    {
        Call call = Call.Of("explain", "--help").Ok();
        Assert.Contains("tinyae explain sampling --html sampling.html", call.Stdout, StringComparison.Ordinal);
        Assert.Contains("One of en, es, pt.", call.Stdout, StringComparison.Ordinal);
    }
}
