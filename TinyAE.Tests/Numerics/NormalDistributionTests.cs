using TinyAE.Numerics;

namespace TinyAE.Tests.Numerics;

public class NormalDistributionTests
{
    // Probability and percentage point, rounded from 50 digits.
    private static readonly (double P, double X)[] Points =
    [
        (1e-300, -37.0470962993612),
        (1e-20, -9.262340089798407),
        (1.1641532182693481e-10, -6.3379577545537895),
        (1e-09, -5.9978070150076865),
        (1e-05, -4.264890793922825),
        (0.001, -3.0902323061678136),
        (0.02, -2.053748910631823),
        (0.075, -1.439531470938456),
        (0.0750001, -1.4395307645017297),
        (0.2, -0.8416212335729142),
        (0.3, -0.5244005127080408),
        (0.45, -0.12566134685507402),
        (0.499, -0.002506630899571766),
        (0.5000001, 2.506628273311648e-07),
        (0.51, 0.025068908258711057),
        (0.7, 0.5244005127080407),
        (0.9, 1.2815515655446006),
        (0.925, 1.4395314709384561),
        (0.95, 1.6448536269514722),
        (0.999, 3.090232306167813),
        (0.9999999, 5.199337582290661),
    ];

    private static readonly (double X, double P)[] Probabilities =
    [
        (-38.0, 2.88542835e-316),
        (-37.3, 8.205494844930773e-305),
        (-20.7, 1.7318518790197378e-95),
        (-20.0, 2.7536241186062337e-89),
        (-8.5, 9.479534822203318e-18),
        (-5.0, 2.866515718791939e-07),
        (-3.0, 0.0013498980316300946),
        (-2.51, 0.0060365580804126635),
        (-2.5, 0.006209665325776135),
        (-1.3, 0.09680048458561033),
        (-1.19, 0.11702319602310873),
        (-1.0, 0.15865525393145705),
        (-0.5, 0.3085375387259869),
        (-0.01, 0.4960106436853684),
        (0.0, 0.5),
        (1e-10, 0.5000000000398942),
        (0.3, 0.6179114221889527),
        (1.0, 0.8413447460685429),
        (1.2, 0.8849303297782917),
        (2.0, 0.9772498680518208),
        (2.5, 0.9937903346742238),
        (3.0, 0.9986501019683699),
        (8.0, 0.9999999999999993),
    ];

    [Fact]
    public void KnownValuesAreMet()
    {
        foreach ((double p, double x) in Points) AssertRelative(x, NormalDistribution.InverseCdf(p), 2e-15, $"inverse at {p:R}");
        foreach ((double x, double p) in Probabilities) AssertRelative(p, NormalDistribution.Cdf(x), x < -38 + 1 ? 1e-7 : 2e-15, $"distribution at {x:R}");
    }

    [Fact]
    public void OneUndoesTheOther()
    {
        for (int i = 1; i < 20_000; i++)
        {
            double p = i / 20_000.0;
            AssertRelative(p, NormalDistribution.Cdf(NormalDistribution.InverseCdf(p)), 1e-14, $"{p}");
            double small = Math.Pow(p, 80);
            if (small > 1e-290) AssertRelative(small, NormalDistribution.Cdf(NormalDistribution.InverseCdf(small)), 3e-12, $"{small}");
        }
    }

    [Fact]
    public void SymmetryAndSpecialValues()
    {
        for (int i = 1; i < 64; i++) Assert.Equal(-NormalDistribution.InverseCdf(i / 64.0), NormalDistribution.InverseCdf(1 - i / 64.0));
        Assert.Equal(0, NormalDistribution.InverseCdf(0.5));
        Assert.Equal(double.NegativeInfinity, NormalDistribution.InverseCdf(0));
        Assert.Equal(double.PositiveInfinity, NormalDistribution.InverseCdf(1));
        Assert.All(new[] { -0.1, 1.1, double.NaN, double.PositiveInfinity }, p => Assert.Equal(double.NaN, NormalDistribution.InverseCdf(p)));
        Assert.Equal(0, NormalDistribution.Cdf(double.NegativeInfinity));
        Assert.Equal(1, NormalDistribution.Cdf(double.PositiveInfinity));
        Assert.Equal(double.NaN, NormalDistribution.Cdf(double.NaN));
        Assert.Equal(0.3989422804014327, NormalDistribution.Density(0));
        AssertRelative(3.5932612209698675e-94, NormalDistribution.Density(20.7), 1e-15, "density");
    }

    private static void AssertRelative(double expected, double found, double tolerance, string what) =>
        Assert.True(Math.Abs(found - expected) <= tolerance * Math.Abs(expected), $"{what}: {found:R}, expected {expected:R}");
}
