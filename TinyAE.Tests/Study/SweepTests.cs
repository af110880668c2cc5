using TinyAE.Study;

namespace TinyAE.Tests.Study;

public sealed class SweepTests
{
    [Fact]
    public void TheKeyOfACellIsItsSettings()
    {
        SweepCell cell = new(2.5, ("architecture", "35-5-2-5-35"), ("optimizer", "adam"), ("seed", "3"));
        Assert.Equal("architecture=35-5-2-5-35 optimizer=adam seed=3", cell.Key);
        Assert.Equal("adam", cell["optimizer"]);
        Assert.Equal(["architecture", "optimizer", "seed"], cell.Settings.Keys);
        Assert.Equal(2.5, cell.Cost);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void ACostIsAboveZero(double cost) =>
        Assert.Contains("above 0", Assert.Throws<ArgumentOutOfRangeException>(() => new SweepCell(cost, ("a", "b"))).Message);

    [Theory]
    [InlineData("", "b")]
    [InlineData("a", "")]
    [InlineData("a b", "c")]
    [InlineData("a", "b c")]
    [InlineData("a=b", "c")]
    [InlineData("a", "b\n")]
    public void SettingsAreWords(string name, string value) =>
        Assert.Contains($"'{name}' = '{value}'", Assert.Throws<ArgumentException>(() => new SweepCell(1, (name, value))).Message);

    [Fact]
    public void SettingsAndCellsDiffer()
    {
        Assert.Throws<ArgumentException>(() => new SweepCell(1, ("a", "b"), ("a", "c")));
        Assert.Throws<ArgumentException>(() => new SweepCell(1));
        SweepCell[] equal = [new(1, ("a", "b")), new(2, ("a", "b"))];
        Assert.Contains("'a=b' twice", Assert.Throws<ArgumentException>(() => new Sweep("s", [], equal)).Message);
        Assert.Contains("found none", Assert.Throws<ArgumentException>(() => new Sweep("s", [], [])).Message);
    }

    /// <summary>The id depends on all that a plan has, and on nothing else; texts that only share their characters differ.</summary>
    [Fact]
    public void TheIdIsThatOfThePlan()
    {
        Sweep Of(string name = "s", string key = "k", string value = "v", double cost = 1, string seed = "1", int cells = 2) => new(
            name, [new(key, value)], Enumerable.Range(0, cells).Select(i => new SweepCell(cost, ("cell", $"{i}"), ("seed", seed))));
        Sweep[] plans =
        [
            Of(), Of(name: "t"), Of(key: "kv", value: ""), Of(key: "", value: "kv"), Of(value: "w"), Of(cost: 2), Of(seed: "2"),
            Of(cells: 1), Of(cells: 3),
            new("s", [], Of().Cells),
            new("s", [new("k", "v")], Of().Cells.Reverse()),
        ];
        Assert.Equal(plans.Length, plans.Select(plan => plan.Id).Distinct().Count());
        Assert.Equal(Of().Id, Of().Id);
        Assert.Matches("^[0-9a-f]{64}$", Of().Id);
    }

    [Fact]
    public void ResultsAreEqualByNamesAndBitsNotByTimes()
    {
        CellResult Of(double number = 1, string name = "n", double second = 2, double seconds = 3) =>
            new() { Numbers = { [name] = number }, Series = { ["s"] = [1, second] }, Seconds = [seconds] };
        Assert.Equal(Of(), Of(seconds: 4));
        Assert.NotEqual(Of(), Of(number: Math.BitIncrement(1)));
        Assert.NotEqual(Of(), Of(second: Math.BitIncrement(2)));
        Assert.NotEqual(Of(), Of(name: "m"));
        Assert.NotEqual(Of(number: 0.0), Of(number: -0.0));
        Assert.Equal(Of(number: double.NaN), Of(number: BitConverter.UInt64BitsToDouble(0x7FF8_0000_0000_0001)));
        Assert.NotEqual(new CellResult { Numbers = { ["a"] = 1, ["b"] = 2 } }, new CellResult { Numbers = { ["b"] = 2, ["a"] = 1 } });
        Assert.Equal(Of().GetHashCode(), Of(seconds: 4).GetHashCode());
        Assert.False(Of().Equals(null));
    }
}
