using TinyAE.Study;

namespace TinyAE.Tests.Study;

public sealed class ShardTests
{
    [Theory]
    [InlineData("1/1", 1, 1)]
    [InlineData("2/3", 2, 3)]
    [InlineData("3/3", 3, 3)]
    public void Reads(string text, int index, int count)
    {
        Assert.Equal(new Shard(index, count), Shard.Parse(text));
        Assert.Equal(text, Shard.Parse(text).ToString());
    }

    [Theory]
    [InlineData("0/3", "i is 1 to n")]
    [InlineData("4/3", "i is 1 to n")]
    [InlineData("0/0", "i is 1 to n")]
    [InlineData("1/0", "n is at least 1")]
    [InlineData("x", "such as 2/3")]
    [InlineData("", "such as 2/3")]
    [InlineData("1", "such as 2/3")]
    [InlineData("1/2/3", "such as 2/3")]
    [InlineData("-1/3", "such as 2/3")]
    [InlineData("1 / 3", "such as 2/3")]
    [InlineData("1/99999999999", "such as 2/3")]
    public void RefusesOthers(string text, string says)
    {
        string message = Assert.Throws<ArgumentException>(() => Shard.Parse(text)).Message;
        Assert.Contains(says, message);
        Assert.Contains(text, message);
    }

    private static Sweep Of(params IEnumerable<double> costs) =>
        new("s", [], costs.Select((cost, i) => new SweepCell(cost, ("cell", $"{i}"))));

    private static double[] Loads(Sweep sweep, int count) =>
        [.. Enumerable.Range(1, count).Select(i => new Shard(i, count).CellsOf(sweep).Sum(cell => sweep.Cells[cell].Cost))];

    [Fact]
    public void EachCellIsInOnePart()
    {
        Random random = new(1);
        for (int i = 0; i < 200; i++)
        {
            Sweep sweep = Of(Enumerable.Range(0, random.Next(1, 40)).Select(_ => random.NextDouble() * random.Next(1, 100)));
            int count = random.Next(1, 50);
            List<IReadOnlyList<int>> parts = [.. Enumerable.Range(1, count).Select(part => new Shard(part, count).CellsOf(sweep))];
            Assert.Equal(Enumerable.Range(0, sweep.Cells.Count), parts.SelectMany(part => part).Order());
            Assert.All(parts, part => Assert.Equal(part.Order(), part));
            Assert.True(parts.Count(part => part.Count > 0) == Math.Min(count, sweep.Cells.Count)); // no part is idle while another has two
        }
    }

    [Fact]
    public void TheLongestGoToTheEmptiest()
    {
        Sweep sweep = Of(2, 7, 1, 5, 4, 7); // 7 (1) | 7 (5) | 5 (3), 4 (4): then 7, 7, 9 -> 2 (0) to the first, 1 (2) to the second
        Assert.Equal([0, 1], new Shard(1, 3).CellsOf(sweep));
        Assert.Equal([2, 5], new Shard(2, 3).CellsOf(sweep));
        Assert.Equal([3, 4], new Shard(3, 3).CellsOf(sweep));
    }

    /// <summary>Graham's bound, against the best of all divisions.</summary>
    [Fact]
    public void NoPartIsMuchLongerThanInTheBestDivision()
    {
        Random random = new(2);
        for (int i = 0; i < 60; i++)
        {
            double[] costs = [.. Enumerable.Range(0, 7).Select(_ => 1 + (random.Next(100) * random.NextDouble()))];
            double best = Best(costs, new double[3], 0);
            double longest = Loads(Of(costs), 3).Max();
            Assert.InRange(longest, best - 1e-9, best * (4.0 / 3 - 1.0 / 9) + 1e-9);
        }
    }

    private static double Best(double[] costs, double[] loads, int cell)
    {
        if (cell == costs.Length)
        {
            return loads.Max();
        }

        double best = double.PositiveInfinity;
        for (int part = 0; part < loads.Length; part++)
        {
            loads[part] += costs[cell];
            best = Math.Min(best, Best(costs, loads, cell + 1));
            loads[part] -= costs[cell];
        }

        return best;
    }

    [Fact]
    public void ThereMayBeFarMorePartsThanCells()
    {
        Sweep sweep = Of(1, 2);
        Assert.Equal([1], new Shard(1, int.MaxValue).CellsOf(sweep));
        Assert.Empty(new Shard(int.MaxValue, int.MaxValue).CellsOf(sweep));
    }
}
