using System.Numerics;
using TinyAE.Losses;
using TinyAE.Numerics;
using TinyAE.Tests.Layers;

namespace TinyAE.Tests.Losses;

public class LossTests
{
    private const int Batch = 6;
    private const int Features = 35;

    private static readonly LossScale[] _scales = [LossScale.Mean, LossScale.SampleMean, LossScale.Sum, new(true, false)];

    /// <summary>Each loss' element, written down once more with the C library, and the interval of y.</summary>
    private static readonly Dictionary<string, Truth> _truth = new()
    {
        ["mse"] = new((y, t) => (y - t) * (y - t), (y, t) => 2 * (y - t), -3, 3),
        ["half-squared-error"] = new((y, t) => (y - t) * (y - t) / 2, (y, t) => y - t, -3, 3),
        ["squared-norm"] = new((y, t) => (y - t) * (y - t), (y, t) => 2 * (y - t), -3, 3),
        ["gaussian-nll"] = new((y, t) => ((y - t) * (y - t) / 2) + (Math.Log(2 * Math.PI) / 2), (y, t) => y - t, -3, 3),
        ["binary-cross-entropy"] =
            new((p, t) => (-t * Math.Log(p)) - ((1 - t) * Math.Log(1 - p)), (p, t) => (p - t) / (p * (1 - p)), 0.01, 0.99),
        ["binary-cross-entropy-logits"] =
            new(
                (y, t) => (t * Math.Log(1 + Math.Exp(-y))) + ((1 - t) * Math.Log(1 + Math.Exp(y))),
                (y, t) => (1 / (1 + Math.Exp(-y))) - t, -8, 8),
    };

    private sealed record Truth(Func<double, double, double> Element, Func<double, double, double> Slope, double Low, double High);

    public static TheoryData<string> Names => [.. Loss.All.Select(loss => loss.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void ValueAndGradientAreThoseOfTheFormulaOnEachScale(string name)
    {
        Compare<double>(name, 1e-13);
        Compare<float>(name, 40 * Math.Pow(2, -24)); // 22 roundings of the sum (lanes of 16, fold of 6), the rest of an element
    }

    [Theory]
    [InlineData("mse", true, true, "1/(N·D) Σ_n Σ_i (y_ni − t_ni)²")]
    [InlineData("half-squared-error", false, true, "1/N Σ_n Σ_i ½ (y_ni − t_ni)²")]
    [InlineData("squared-norm", false, true, "1/N Σ_n Σ_i (y_ni − t_ni)²")]
    [InlineData("gaussian-nll", false, true, "1/N Σ_n Σ_i (½ (y_ni − t_ni)² / σ² + ½ ln(2π σ²)), σ = 1")]
    [InlineData("binary-cross-entropy", true, true, "1/(N·D) Σ_n Σ_i (−t_ni ln p_ni")]
    [InlineData("binary-cross-entropy-logits", true, true, "1/(N·D) Σ_n Σ_i (−t_ni ln σ(y_ni)")]
    public void TheDefaultScaleIsTheStatedOne(string name, bool meanOverFeatures, bool meanOverBatch, string formula)
    {
        ILoss<float> loss = Loss.ByName<float>(name);
        Assert.Equal(new LossScale(meanOverFeatures, meanOverBatch), loss.Scale);
        Assert.Equal(loss.Scale, Loss.ByName(name).Scale);
        Assert.Equal(name, loss.Name);
        Assert.StartsWith(formula, loss.Formula, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ScalesConvertIntoEachOther(string name)
    {
        (double[] y, double[] t) = Data<double>(name, 1);
        foreach (LossScale from in _scales)
        {
            foreach (LossScale to in _scales)
            {
                double value = Loss.ByName<double>(name, from).Evaluate(y, t, [], Draw.Pass(Batch));
                double expected = Loss.ByName<double>(name, to).Evaluate(y, t, [], Draw.Pass(Batch));
                Assert.Equal(expected, from.Convert(value, to, Batch, Features), 1e-12 * Math.Abs(expected));
            }
        }
    }

    [Fact]
    public void TheSquaredErrorsAreMultiplesOfEachOther()
    {
        (double[] y, double[] t) = Data<double>("mse", 2);
        Pass pass = Draw.Pass(Batch);
        double mean = new MeanSquaredError<double>().Evaluate(y, t, [], pass);
        Assert.Equal(mean * Features, new SquaredNorm<double>().Evaluate(y, t, [], pass), 1e-11);
        Assert.Equal(mean * Features / 2, new HalfSquaredError<double>().Evaluate(y, t, [], pass), 1e-11);
    }

    [Fact]
    public void LogitsAndProbabilitiesAgree()
    {
        (double[] y, double[] t) = Data<double>("binary-cross-entropy-logits", 3);
        BinaryCrossEntropyWithLogits<double> logits = new();
        double[] p = new double[y.Length];
        ((ILoss<double>)logits).Predict(y, p);
        Assert.All(p.Zip(y), pair => Assert.Equal(1 / (1 + Math.Exp(-pair.Second)), pair.First, 1e-15));
        Pass pass = Draw.Pass(Batch);
        Assert.Equal(new BinaryCrossEntropy<double>().Evaluate(p, t, [], pass), logits.Evaluate(y, t, [], pass), 1e-12);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void PredictIsACopyButForLogits(string name)
    {
        (float[] y, _) = Data<float>(name, 4);
        float[] prediction = new float[y.Length];
        Loss.ByName<float>(name).Predict(y, prediction);
        if (name == "binary-cross-entropy-logits")
        {
            Assert.NotEqual(y, prediction);
        }
        else
        {
            Assert.Equal(y, prediction);
        }

        Loss.ByName<float>(name).Predict(y, y); // the same span
        Assert.Equal(prediction, y);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void ThreadsDoNotChangeABit(string name)
    {
        using Workers workers = new(3);
        const int count = 150_000;
        float[] y = Draw.Uniform<float>(1, count, _truth[name].Low, _truth[name].High), t = Draw.Uniform<float>(2, count, 0, 1);
        float[] dy = new float[count], expected = new float[count];
        ILoss<float> loss = Loss.ByName<float>(name);
        double value = loss.Evaluate(y, t, expected, Draw.Pass(50));
        Assert.Equal(value, loss.Evaluate(y, t, dy, Draw.Pass(50, workers: workers)));
        Assert.True(dy.AsSpan().SequenceEqual(expected));
        Assert.Equal(value, loss.Evaluate(y, t, [], Draw.Pass(50, workers: workers)));
        Assert.Equal(value, loss.Evaluate(y, t, y, Draw.Pass(50)));
        Assert.True(y.AsSpan().SequenceEqual(expected));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NaNShowsInTheValueAndTheGradient(string name)
    {
        foreach (bool inTarget in new[] { false, true })
        {
            (float[] y, float[] t) = Data<float>(name, 5);
            (inTarget ? t : y)[17] = float.NaN;
            float[] dy = new float[y.Length];
            Assert.True(double.IsNaN(Loss.ByName<float>(name).Evaluate(y, t, dy, Draw.Pass(Batch))));
            Assert.True(float.IsNaN(dy[17]));
            Assert.Equal(1, dy.Count(float.IsNaN));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AShortTargetIsRefused(string name) =>
        Assert.Throws<ArgumentException>(() => Loss.ByName<float>(name).Evaluate(new float[6], new float[5], [], Draw.Pass(2)));

    [Theory]
    [InlineData(40, 1, 0)] // right: e^−40 each
    [InlineData(-40, 0, 0)]
    [InlineData(40, 0, 40)]
    [InlineData(-40, 1, 40)]
    [InlineData(1e30, 1, 0)]
    [InlineData(-1e30, 1, 1e30)]
    [InlineData(0, 0.5, 0.6931471805599453)]
    public void LogitsNeitherOverflowNorCancel(double y, double t, double rest)
    {
        double truth = y == 0 ? rest : rest + Math.Exp(-Math.Abs(y)); // ln(1 + e) of so small an e is e
        Assert.Equal(truth, new BinaryCrossEntropyWithLogits<double>().Evaluate([y], [t], [], Draw.Pass(1)), 1e-15 * truth);
        double single = new BinaryCrossEntropyWithLogits<float>().Evaluate([(float)y], [(float)t], [], Draw.Pass(1));
        Assert.Equal(truth, single, 3e-7 * truth);
    }

    [Fact]
    public void ProbabilitiesAreClippedAndTheirGradientIsThatOfTheClippedFunction()
    {
        const double e = BinaryCrossEntropy<double>.Epsilon;
        double low = -Math.Log(e), high = -Math.Log(1 - e);
        double[] y = [0, 0, 1, 1, -3, 5, e / 2, 1 - (e / 2)], t = [0, 1, 0, 1, 1, 0, 1, 1], dy = new double[8];
        double[] expected = [high, low, low, high, low, low, low, high];
        for (int i = 0; i < y.Length; i++)
        {
            double value = new BinaryCrossEntropy<double>().Evaluate([y[i]], [t[i]], dy.AsSpan(i, 1), Draw.Pass(1));
            Assert.Equal(expected[i], value, 1e-8); // 1 − (1 − ε) has nine digits left
            Assert.Equal(0, dy[i]);
        }

        new BinaryCrossEntropy<double>().Evaluate([e], [1], dy.AsSpan(0, 1), Draw.Pass(1));
        Assert.Equal(-1 / e, dy[0], 1e-2); // the ends themselves belong to the interval
    }

    [Fact]
    public void InFloatTheUpperClipIsTheStatedNumber()
    {
        Assert.Equal(23 * Math.Log(2), new BinaryCrossEntropy<float>().Evaluate([1f], [0f], [], Draw.Pass(1)), 1e-5);
        Assert.Equal(7 * Math.Log(10), new BinaryCrossEntropy<float>().Evaluate([0f], [1f], [], Draw.Pass(1)), 1e-5);
    }

    [Fact]
    public void TargetsOutsideTheUnitIntervalFollowTheFormula()
    {
        double[] dy = new double[1];
        double ofLogit = (3 * Math.Log(1 + Math.Exp(-2))) - (2 * Math.Log(1 + Math.Exp(2)));
        Assert.Equal(ofLogit, new BinaryCrossEntropyWithLogits<double>().Evaluate([2], [3], dy, Draw.Pass(1)), 1e-14);
        Assert.Equal((1 / (1 + Math.Exp(-2))) - 3, dy[0], 1e-14);
        double ofProbability = (-3 * Math.Log(0.25)) + (2 * Math.Log(0.75));
        Assert.Equal(ofProbability, new BinaryCrossEntropy<double>().Evaluate([0.25], [3], dy, Draw.Pass(1)), 1e-14);
    }

    [Fact]
    public void AnUnknownNameIsToldTheAllowedOnes()
    {
        foreach (Func<object> code in new Func<object>[] { () => Loss.ByName("hinge"), () => Loss.ByName<float>("hinge") })
        {
            string message = Assert.Throws<ArgumentException>(code).Message;
            Assert.Contains("'hinge'", message, StringComparison.Ordinal);
            Assert.All(Loss.All, loss => Assert.Contains(loss.Name, message, StringComparison.Ordinal));
        }
    }

    private static void Compare<T>(string name, double relative)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Truth truth = _truth[name];
        for (int seed = 0; seed < 10; seed++)
        {
            (T[] y, T[] t) = Data<T>(name, seed);
            double[] exactY = [.. y.Select(double.CreateChecked)], exactT = [.. t.Select(double.CreateChecked)];
            double sum = exactY.Zip(exactT, truth.Element).Sum();
            foreach (LossScale scale in _scales)
            {
                double f = 1.0 / ((scale.MeanOverFeatures ? Features : 1) * (scale.MeanOverBatch ? Batch : 1));
                Assert.Equal(f, scale.Factor(Batch, Features), 1e-17);
                T[] dy = new T[y.Length];
                Assert.Equal(f * sum, Loss.ByName<T>(name, scale).Evaluate(y, t, dy, Draw.Pass(Batch)), relative * f * sum);
                for (int i = 0; i < y.Length; i++)
                {
                    double slope = truth.Slope(exactY[i], exactT[i]);
                    Assert.Equal(f * slope, double.CreateChecked(dy[i]), relative * f * (Math.Abs(slope) + 1));
                }
            }
        }
    }

    private static (T[] Y, T[] T) Data<T>(string name, int seed)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        (Draw.Uniform<T>(seed, Batch * Features, _truth[name].Low, _truth[name].High), Draw.Uniform<T>(seed + 50, Batch * Features, 0, 1));
}
