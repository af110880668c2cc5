using TinyAE.Layers;
using TinyAE.Losses;
using TinyAE.Models;
using TinyAE.Numerics;
using TinyAE.Study;

namespace TinyAE.Tests.Models;

public class AutoencoderGradientTests
{
    private const int Batch = 4;

    [Fact]
    public void TheGradientIsRightTermByTermForEveryActivationAndLoss()
    {
        int seed = 0;
        foreach (string activation in Activation.All.Select(activation => activation.Name))
        {
            foreach (string loss in Loss.All.Select(loss => loss.Name))
            {
                seed++;
                // A loss on probabilities wants a sigmoid before it.
                Shape data = new(5), hidden = new(4);
                Network<double> encoder = new(
                    "encoder", new Dense<double>(5, 4), Activation.ByName<double>(activation, hidden), new Dense<double>(4, 2));
                Network<double> decoder = new(
                    "decoder",
                    new Dense<double>(2, 4),
                    Activation.ByName<double>(activation, hidden),
                    new Dropout<double>(hidden, 0.2),
                    new Dense<double>(4, 5),
                    Activation.ByName<double>(loss == "binary-cross-entropy" ? "sigmoid" : "linear", data));
                Autoencoder<double> model =
                    new(encoder, decoder, Loss.ByName<double>(loss), Batch, new L1<double>(0.1, meanOverBatch: true), new L2<double>(0.01));
                GradientReport report = GradientCheck.Of(model, options: new CheckOptions { Seed = (ulong)seed, Batch = Batch });
                Assert.True(report.Passed, $"{activation}, {loss}: {report}");
            }
        }
    }

    [Fact]
    public void OneLayerUsedTwiceAddsBothGradients()
    {
        for (int seed = 0; seed < 10; seed++)
        {
            Dense<double> shared = new(3, 3);
            Autoencoder<double> model = new(
                new("encoder", shared, new Tanh<double>(new Shape(3)), shared), new("decoder", new Tanh<double>(new Shape(3)), shared),
                new MeanSquaredError<double>(), Batch);
            GradientCheck.Of(model, options: new CheckOptions { Seed = (ulong)seed, Batch = Batch }).Assert();
        }
    }

    [Theory]
    [InlineData(0, false, "encoder.0.W encoder.0.b encoder.2.W encoder.2.b")] // dz is not passed on
    [InlineData(1, false, "encoder.0.W encoder.0.b encoder.2.W encoder.2.b")] // the code's penalty does not reach the encoder
    [InlineData(2, true, "encoder.0.W encoder.2.W decoder.0.W decoder.2.W")] // the weights' penalty has a value but no gradient
    public void AMissingPathIsRejectedInItsTermAndTheSum(int term, bool inDecoderToo, string parameters)
    {
        for (int seed = 0; seed < 10; seed++)
        {
            PathMissing model = new(AutoencoderTests.Build(onCode: true, onWeights: true), term, inDecoderToo);
            GradientReport report = GradientCheck.Of(model, options: new CheckOptions { Seed = (ulong)seed, Batch = Batch });
            TensorVerdict[] wrong = [.. report.Tensors.Where(tensor => tensor.Verdict == Verdict.Wrong)];
            string name = model.Terms[term].Name;
            Assert.Equal([name, "sum"], wrong.Select(tensor => tensor.Term).Distinct());
            Assert.Equal(parameters, string.Join(' ', wrong.Where(tensor => tensor.Term == name).Select(tensor => tensor.Name)));
        }
    }

    /// <summary>An autoencoder in which one term's gradient does not reach the encoder, or nothing at all.</summary>
    private sealed class PathMissing(Autoencoder<double> right, int term, bool inDecoderToo) : IObjective<double>
    {
        public string Name => right.Name;

        public ParameterLayout Layout => right.Layout;

        public IReadOnlyList<ParameterSlot> Moves => right.Moves;

        public IReadOnlyList<Term> Terms => right.Terms;

        public Shape Input => right.Input;

        public Shape Target => right.Target;

        public int Capacity => right.Capacity;

        public double Evaluate(
            Span<double> theta, in Batch<double> batch, Span<double> dtheta, Span<double> terms, in Pass pass, TermSet wanted = default)
        {
            double[] missing = new double[dtheta.Length];
            if (!dtheta.IsEmpty && wanted.Contains(term))
            {
                right.Evaluate(theta, batch, missing, terms, pass, TermSet.Only(term));
            }

            double value = right.Evaluate(theta, batch, dtheta, terms, pass, wanted);
            int end = inDecoderToo ? dtheta.Length : Layout.RangesOf(right.Encoder)[0].Length; // the encoder's parameters come first
            for (int i = 0; i < Math.Min(end, dtheta.Length); i++)
            {
                dtheta[i] -= missing[i];
            }

            return value;
        }
    }
}
