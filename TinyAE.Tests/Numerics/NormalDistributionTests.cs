using TinyAE.Numerics;

namespace TinyAE.Tests.Numerics;

public sealed class NormalDistributionTests
{
    /// <summary>Φ from tables of erfc, 16 digits.</summary>
    [Theory]
    [InlineData(-30, 4.906713927148187e-198)]
    [InlineData(-10, 7.61985302416052e-24)]
    [InlineData(-5, 2.866515718791939e-07)]
    [InlineData(-3.5, 0.00023262907903552504)]
    [InlineData(-3, 0.0013498980316300933)]
    [InlineData(-2.9, 0.0018658133003840378)]
    [InlineData(-1, 0.15865525393145705)]
    [InlineData(-0.1, 0.46017216272297103)]
    [InlineData(0, 0.5)]
    [InlineData(0.5, 0.6914624612740131)]
    [InlineData(1, 0.8413447460685429)]
    [InlineData(4, 0.9999683287581669)]
    public void CdfAgreesWithTheTables(double x, double expected) =>
        Assert.InRange(NormalDistribution.Cdf(x) / expected, 1 - 2e-12, 1 + 2e-12);

    [Theory]
    [InlineData(1e-300, -37.0471)]
    [InlineData(0.025, -1.959963984540054)]
    [InlineData(0.3, -0.5244005127080407)]
    [InlineData(0.5, 0.0)]
    [InlineData(0.95, 1.6448536269514722)]
    [InlineData(0.999, 3.090232306167813)]
    public void InverseAgreesWithTheTables(double p, double expected) =>
        Assert.Equal(expected, NormalDistribution.InverseCdf(p), p < 1e-100 ? 1e-4 : 4e-15);

    [Fact]
    public void InverseAndCdfUndoEachOther()
    {
        for (int i = 1; i < 20_000; i++)
        {
            double p = i / 20_000.0;
            Assert.Equal(p, NormalDistribution.Cdf(NormalDistribution.InverseCdf(p)), 1e-14);
        }

        for (double p = 0.5; p > 1e-280; p *= 0.37)
        {
            Assert.InRange(NormalDistribution.Cdf(NormalDistribution.InverseCdf(p)) / p, 1 - 1e-11, 1 + 1e-11);
        }
    }

    [Fact]
    public void TheEdges()
    {
        Assert.Equal(double.NegativeInfinity, NormalDistribution.InverseCdf(0));
        Assert.Equal(double.PositiveInfinity, NormalDistribution.InverseCdf(1));
        Assert.True(double.IsNaN(NormalDistribution.InverseCdf(-0.1)));
        Assert.True(double.IsNaN(NormalDistribution.InverseCdf(1.1)));
        Assert.True(double.IsNaN(NormalDistribution.InverseCdf(double.NaN)));
        Assert.True(double.IsNaN(NormalDistribution.Cdf(double.NaN)));
        Assert.Equal(0, NormalDistribution.Cdf(double.NegativeInfinity));
        Assert.Equal(1, NormalDistribution.Cdf(double.PositiveInfinity));
    }
}
