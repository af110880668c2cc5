using TinyAE.Losses;
using TinyAE.Numerics;
using TinyAE.Tests.Layers;

namespace TinyAE.Tests.Losses;

public class GaussianMixtureTests
{
    private static readonly RandomKey Key = new(7, RandomPurpose.Study, 0);

    [Fact]
    public void TheStandardOneIsTheNormalDistribution()
    {
        for (int d = 1; d < 6; d++)
        {
            double[] z = Draw.Normal<double>(d, d), slope = new double[d];
            double expected = z.Sum(x => Math.Log(NormalDistribution.Density(x)));
            Assert.Equal(expected, GaussianMixture.Standard(d).LogDensity(z, slope), 1e-13);
            Assert.All(z.Zip(slope), pair => Assert.Equal(-pair.First, pair.Second, 1e-15));
        }
    }

    /// <summary>The density of the petals and of components with any covariance integrates to 1 over the plane.</summary>
    [Fact]
    public void TheDensityIntegratesToOne()
    {
        GaussianMixture[] priors =
        [
            GaussianMixture.Petals(),
            new("", "", new GaussianComponent([0.5, -0.5], [0.5, 0.3, 0.3, 0.4], 3), GaussianComponent.Round([-1, 0], 0.3)),
        ];
        foreach (GaussianMixture prior in priors)
        {
            double sum = 0;
            const double step = 0.05; // half the smallest standard deviation
            for (double x = -6; x <= 6; x += step)
            {
                for (double y = -6; y <= 6; y += step)
                {
                    sum += step * step * Math.Exp(prior.LogDensity([x, y], []));
                }
            }

            Assert.Equal(1, sum, 1e-6);
        }
    }

    /// <summary>Far from every component each density alone underflows; the logarithm and its gradient do not.</summary>
    [Fact]
    public void FarAwayNothingUnderflows()
    {
        GaussianMixture petals = GaussianMixture.Petals();
        double[] slope = new double[2];
        double far = petals.LogDensity([400, 0], slope);
        Assert.InRange(far, -400_000, -300_000); // −½ (398.6 / 0.5)², about −317,800
        Assert.Equal(-(400 - 1.4) / 0.25, slope[0], 1e-6);
        Assert.Equal(0, slope[1], 1e-6);
        Assert.True(double.IsNaN(petals.LogDensity([double.NaN, 0], slope)));
    }

    [Fact]
    public void PetalsLieEvenlyAroundTheOriginAndPointOutwards()
    {
        GaussianMixture petals = GaussianMixture.Petals(6, radius: 2, along: 0.5, across: 0.2);
        Assert.Equal((6, 2, "mixture-of-6"), (petals.Components, petals.Dimensions, petals.Name));
        for (int k = 0; k < 6; k++)
        {
            double phi = Math.PI * k / 3, c = Math.Cos(phi), s = Math.Sin(phi);
            Assert.Equal(2 * c, petals[k].Mean[0], 1e-15);
            Assert.Equal(2 * s, petals[k].Mean[1], 1e-15);

            // One standard deviation outwards and one across lower the density alike.
            double center = petals.LogDensity([2 * c, 2 * s], []);
            Assert.Equal(center - 0.5, petals.LogDensity([2.5 * c, 2.5 * s], []), 1e-3);
            Assert.Equal(center - 0.5, petals.LogDensity([(2 * c) - (0.2 * s), (2 * s) + (0.2 * c)], []), 1e-3);
        }
    }

    /// <summary>Mean and covariance of draws from each component, and the shares of the components, within 5 standard errors.</summary>
    [Fact]
    public void DrawsFollowTheDensity()
    {
        const int draws = 30_000;
        GaussianMixture prior = new("", "", new GaussianComponent([1, -2], [0.5, 0.3, 0.3, 0.4], 3), GaussianComponent.Round([-1, 0], 0.3));
        List<double[]>[] found = [[], []];
        for (uint n = 0; n < draws; n++)
        {
            double[] z = new double[2];
            found[prior.Sample<double>(Key, n, z)].Add(z);
        }

        Assert.InRange(Math.Abs(found[0].Count - (0.75 * draws)), 0, 5 * Math.Sqrt(0.75 * 0.25 * draws));
        Near(found[0], [1, -2], [0.5, 0.3, 0.4]);
        Near(found[1], [-1, 0], [0.09, 0, 0.09]);

        static void Near(List<double[]> z, double[] mean, double[] covariance)
        {
            for (int i = 0, k = 0; i < 2; i++)
            {
                Assert.InRange(Math.Abs(z.Average(x => x[i]) - mean[i]), 0, 5 * Math.Sqrt(covariance[i == 0 ? 0 : 2] / z.Count));
                for (int j = 0; j <= i; j++, k++)
                {
                    double error = Math.Sqrt(2 * covariance[0] * covariance[2] / z.Count);
                    Assert.InRange(Math.Abs(z.Average(x => (x[i] - mean[i]) * (x[j] - mean[j])) - covariance[k]), 0, 6 * error);
                }
            }
        }
    }

    [Fact]
    public void ADrawCanBeOfAGivenComponentAndIsTheSameInFloat()
    {
        GaussianMixture petals = GaussianMixture.Petals();
        double[] z = new double[2], again = new double[2];
        float[] single = new float[2];
        HashSet<int> drawn = [];
        for (uint n = 0; n < 200; n++)
        {
            int k = petals.Sample<double>(Key, n, z);
            drawn.Add(k);
            Assert.Equal(k, petals.Sample<float>(Key, n, single));
            Assert.Equal(z.Select(x => (float)x), single);
            Assert.Equal(k, petals.Sample<double>(Key, n, again, k));
            Assert.Equal(z, again); // the noise does not depend on how the component was chosen
            Assert.Equal(3, petals.Sample<double>(Key, n, again, 3));
        }

        Assert.Equal(10, drawn.Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => petals.Sample<double>(Key, 0, z, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => petals.Sample<double>(Key, 0, z, -1));
    }

    [Fact]
    public void WhatIsNoDistributionIsNamed()
    {
        Assert.Contains("positive definite", Message(() => new GaussianComponent([0, 0], [1, 2, 2, 1])), StringComparison.Ordinal);
        Assert.Contains("positive definite", Message(() => GaussianComponent.Round([0], 0)), StringComparison.Ordinal);
        Assert.Contains("positive definite", Message(() => GaussianComponent.Round([0], double.NaN)), StringComparison.Ordinal);
        Assert.Contains("3 numbers; 2 dimensions want 4", Message(() => new GaussianComponent([0, 0], [1, 0, 1])), StringComparison.Ordinal);
        Assert.Contains("finite", Message(() => GaussianComponent.Round([double.NaN], 1)), StringComparison.Ordinal);
        Assert.Contains("above 0", Message(() => GaussianComponent.Round([0], 1, weight: 0)), StringComparison.Ordinal);
        Assert.Contains("1 to 256", Message(() => GaussianMixture.Standard(257)), StringComparison.Ordinal);
        Assert.Contains("0 components", Message(() => new GaussianMixture("", "")), StringComparison.Ordinal);
        Assert.Contains(
            "1 and of 2", Message(() => new GaussianMixture("", "", GaussianComponent.Round([0], 1), GaussianComponent.Round([0, 0], 1))),
            StringComparison.Ordinal);

        static string Message(Func<object> make) => Assert.ThrowsAny<ArgumentException>(make).Message;
    }
}
