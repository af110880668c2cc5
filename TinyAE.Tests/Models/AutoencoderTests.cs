using TinyAE.Layers;
using TinyAE.Losses;
using TinyAE.Models;
using TinyAE.Numerics;
using TinyAE.Tests.Layers;

namespace TinyAE.Tests.Models;

public class AutoencoderTests
{
    private const int Batch = 6;

    public static TheoryData<bool, bool> Penalties => new() { { false, false }, { true, false }, { false, true }, { true, true } };

    [Theory]
    [MemberData(nameof(Penalties))]
    public void TheTermsAddUpAndSoDoTheirGradients(bool onCode, bool onWeights)
    {
        for (int seed = 0; seed < 10; seed++)
        {
            Autoencoder<double> model = Build(onCode, onWeights);
            Assert.Equal(1 + (onCode ? 1 : 0) + (onWeights ? 1 : 0), model.Terms.Count);
            (double value, double[] terms, double[] whole) = Evaluate(model, seed, TermSet.All);
            Assert.Equal(terms.Sum(), value, 1e-12);

            double[] sum = new double[whole.Length];
            for (int t = 0; t < terms.Length; t++)
            {
                (double alone, double[] same, double[] gradient) = Evaluate(model, seed, TermSet.Only(t));
                Assert.Equal(terms, same);
                Assert.Equal(terms[t], alone);
                Assert.Contains(gradient, element => element != 0);
                for (int i = 0; i < sum.Length; i++)
                {
                    sum[i] += gradient[i];
                }
            }

            for (int i = 0; i < sum.Length; i++)
            {
                Assert.Equal(whole[i], sum[i], 1e-12);
            }
        }
    }

    [Fact]
    public void TheReconstructionAloneIsTheModelWithoutPenalties()
    {
        for (int seed = 0; seed < 10; seed++)
        {
            (double value, _, double[] gradient) = Evaluate(Build(true, true), seed, TermSet.Only(0));
            (double plain, _, double[] expected) = Evaluate(Build(false, false), seed, TermSet.All);
            Assert.Equal(plain, value);
            Assert.Equal(expected, gradient);
        }
    }

    [Fact]
    public void APenaltyOnWeightsLeavesBiasesAlone()
    {
        Autoencoder<double> model = Build(false, true);
        (_, double[] terms, double[] gradient) = Evaluate(model, 1, TermSet.Only(1));
        double[] theta = Theta(model, 1);
        double expected = 0;
        foreach (NamedParameter named in model.Layout.All)
        {
            for (int i = named.Slot.Offset; i < named.Slot.Offset + named.Slot.Length; i++)
            {
                bool weight = named.Parameter.Name == "W";
                expected += weight ? 0.01 * theta[i] * theta[i] : 0;
                Assert.Equal(weight ? 0.02 * theta[i] : 0, gradient[i], 1e-15);
            }
        }

        Assert.Equal(expected, terms[1], 1e-12);
    }

    [Fact]
    public void ATiedWeightIsPenalizedOnce()
    {
        Dense<double> square = new(2, 2);
        Autoencoder<double> model =
            new(new("encoder", square), new("decoder", square), new MeanSquaredError<double>(), Batch, weightPenalty: new L2<double>(0.5));
        double[] theta = [1, 2, 3, 4, 0, 0], terms = new double[2], x = new double[2 * Batch];
        model.Evaluate(theta, new Batch<double>(x, x), [], terms, Draw.Pass(Batch));
        Assert.Equal(0.5 * 30, terms[1], 1e-12);
    }

    [Fact]
    public void ValuesAloneAreTheBitsOfValuesWithAGradient()
    {
        Autoencoder<double> model = Build(true, true);
        (double value, double[] terms, _) = Evaluate(model, 5, TermSet.All);
        double[] alone = new double[terms.Length], x = Data(5);
        Assert.Equal(value, model.Evaluate(Theta(model, 5), new Batch<double>(x, x), [], alone, Draw.Pass(Batch)));
        Assert.Equal(terms, alone);
    }

    [Fact]
    public void ReconstructIsThePredictionOfTheDecodedCode()
    {
        Autoencoder<double> model = Build(true, true);
        double[] theta = Theta(model, 2), x = Data(2), first = new double[Batch * 5], second = new double[Batch * 5];
        Pass pass = Draw.Pass(Batch);
        double[] z = model.Encode(theta, x, pass).ToArray();
        Assert.Equal(Batch * 2, z.Length);
        model.Decode(theta, z, first, pass);
        model.Reconstruct(theta, x, second, pass);
        Assert.Equal(first, second);
        Assert.All(first, value => Assert.InRange(value, 0, 1));
    }

    [Fact]
    public void CodesOfDifferentShapesAreNamed()
    {
        Network<double> encoder = new("encoder", new Dense<double>(5, 2)), decoder = new("decoder", new Dense<double>(3, 5));
        MeanSquaredError<double> loss = new();
        string message = Assert.Throws<ArgumentException>(() => new Autoencoder<double>(encoder, decoder, loss, 1)).Message;
        Assert.Contains("gives a code (2), but the decoder takes (3)", message, StringComparison.Ordinal);
    }

    [Fact]
    public void TermSetsContainWhatTheySay()
    {
        for (int i = 0; i < 64; i++)
        {
            Assert.True(TermSet.All.Contains(i));
            Assert.True(TermSet.Only(i).Contains(i));
            Assert.False(TermSet.Only(i).Contains((i + 1) % 64));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => TermSet.Only(64));
        Assert.Throws<ArgumentOutOfRangeException>(() => TermSet.Only(-1));
    }

    internal static Autoencoder<double> Build(bool onCode, bool onWeights) =>
        new(
            new("encoder", new Dense<double>(5, 4), new Tanh<double>(new Shape(4)), new Dense<double>(4, 2)),
            new("decoder", new Dense<double>(2, 4), new Tanh<double>(new Shape(4)), new Dense<double>(4, 5)),
            new BinaryCrossEntropyWithLogits<double>(),
            Batch,
            onCode ? new L1<double>(0.1, meanOverBatch: true) : null,
            onWeights ? new L2<double>(0.01) : null);

    internal static double[] Data(int seed) => Draw.Uniform<double>(seed + 100, Batch * 5, 0, 1);

    internal static double[] Theta(Autoencoder<double> model, int seed)
    {
        double[] theta = model.Layout.Initialize<double>((ulong)seed), noise = Draw.Normal<double>(seed, model.Layout.Count);
        for (int i = 0; i < theta.Length; i++)
        {
            theta[i] += 0.1 * noise[i]; // biases too are away from zero
        }

        return theta;
    }

    private static (double Value, double[] Terms, double[] Gradient) Evaluate(Autoencoder<double> model, int seed, TermSet wanted)
    {
        double[] x = Data(seed), terms = new double[model.Terms.Count], gradient = new double[model.Layout.TrainableCount];
        double value = model.Evaluate(Theta(model, seed), new Batch<double>(x, x), gradient, terms, Draw.Pass(Batch), wanted);
        return (value, terms, gradient);
    }
}
