using TinyAE.Losses;
using TinyAE.Tests.Layers;

namespace TinyAE.Tests.Losses;

public class PenaltyTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ValuesAndGradientsAreThoseOfTheFormulas(bool meanOverBatch)
    {
        const double lambda = 0.3;
        for (int seed = 0; seed < 10; seed++)
        {
            double[] w = Draw.Normal<double>(seed, 60), held = Draw.Normal<double>(seed + 50, 60);
            w[7] = 0;
            w[8] = -0.0;
            double f = meanOverBatch ? lambda / 5 : lambda;
            Check(new L1<double>(lambda, meanOverBatch), w, held, f * w.Sum(Math.Abs), i => f * Math.Sign(w[i]));
            Check(new L2<double>(lambda, meanOverBatch), w, held, f * w.Sum(x => x * x), i => f * 2 * w[i]);
        }
    }

    [Fact]
    public void FloatFollowsDouble()
    {
        float[] w = Draw.Normal<float>(1, 3000), dw = new float[3000];
        double[] exact = Draw.Normal<double>(1, 3000);
        foreach (bool second in new[] { false, true })
        {
            double expected = Evaluate(second ? new L2<double>(0.01) : new L1<double>(0.01), exact);
            double single = Evaluate(second ? new L2<float>(0.01) : new L1<float>(0.01), w);
            Assert.Equal(expected, single, 25 * Math.Pow(2, -24) * expected); // lanes of 16 elements, 6 steps of the fold
        }

        new L2<float>(0.01).Evaluate(w, dw, Draw.Pass(1));
        for (int i = 0; i < w.Length; i++)
        {
            Assert.Equal(0.02 * exact[i], dw[i], 2 * Math.Pow(2, -24) * Math.Abs(0.02 * exact[i]));
        }

        static double Evaluate<T>(IPenalty<T> penalty, T[] w)
            where T : unmanaged, System.Numerics.IFloatingPointIeee754<T> => penalty.Evaluate(w, [], Draw.Pass(1));
    }

    [Fact]
    public void FormulasNameStrengthSumsAndMeans()
    {
        Assert.Equal("0.5 Σ |w|", new L1<float>(0.5).Formula);
        Assert.Equal("0.5 · 1/N Σ_n Σ_j |z_nj|", new L1<float>(0.5, meanOverBatch: true).Formula);
        Assert.Equal("0.0001 Σ w²", new L2<float>(1e-4).Formula);
        Assert.Equal("0.0001 · 1/N Σ_n Σ_j z_nj²", new L2<float>(1e-4, meanOverBatch: true).Formula);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void AStrengthOutOfRangeIsRefused(double lambda)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new L1<float>(lambda));
        Assert.Throws<ArgumentOutOfRangeException>(() => new L2<float>(lambda));
    }

    [Fact]
    public void NaNShowsInTheValue()
    {
        Assert.True(double.IsNaN(new L1<float>(1).Evaluate([1, float.NaN], [], Draw.Pass(1))));
        Assert.True(double.IsNaN(new L2<float>(1).Evaluate([1, float.NaN], [], Draw.Pass(1))));
    }

    private static void Check(IPenalty<double> penalty, double[] w, double[] held, double value, Func<int, double> slope)
    {
        double[] dw = [.. held];
        Assert.Equal(value, penalty.Evaluate(w, [], Draw.Pass(5)), 1e-13 * value);
        Assert.Equal(value, penalty.Evaluate(w, dw, Draw.Pass(5)), 1e-13 * value);
        for (int i = 0; i < w.Length; i++)
        {
            Assert.Equal(held[i] + slope(i), dw[i], 1e-15);
        }
    }
}
