using System.Globalization;
using TinyAE.Reports;

namespace TinyAE.Tests.Reports;

public sealed class CsvFileTests
{
    [Fact]
    public void NumbersReadBackExactly()
    {
        using TemporaryFolder folder = new();
        double[] numbers = [0, 1, -1.5, 0.1 + 0.2, double.Epsilon, double.MaxValue, 1e-7];
        CsvFile.Save(folder["m.csv"], ["step", "a \"b\", c"], numbers.Select(number => new[] { 1, number }));
        string[] lines = File.ReadAllText(folder["m.csv"]).Split('\n');
        Assert.Equal("step,\"a \"\"b\"\", c\"", lines[0]);
        Assert.Equal(numbers, lines[1..^1].Select(line => double.Parse(line.Split(',')[1], CultureInfo.InvariantCulture)));
        Assert.Equal("", lines[^1]);
    }

    [Fact]
    public void WhatIsNoNumberLeavesItsCellEmpty()
    {
        using TemporaryFolder folder = new();
        CsvFile.Save(folder["m.csv"], ["a", "b"], [[double.NaN, 2]]);
        Assert.Equal("a,b\n,2\n", File.ReadAllText(folder["m.csv"]));
    }

    [Fact]
    public void ARowOfAnotherLengthWritesNothing()
    {
        using TemporaryFolder folder = new();
        Assert.Throws<ArgumentException>(() => CsvFile.Save(folder["m.csv"], ["a", "b"], [[1, 2], [3]]));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }
}
