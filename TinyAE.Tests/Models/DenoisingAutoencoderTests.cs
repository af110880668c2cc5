using TinyAE.Datasets;
using TinyAE.Imaging;
using TinyAE.Layers;
using TinyAE.Losses;
using TinyAE.Models;
using TinyAE.Numerics;
using TinyAE.Study;

namespace TinyAE.Tests.Models;

public sealed class DenoisingAutoencoderTests
{
    private static readonly double[] Clean = Font.Embedded[0].Select("127").Pixels<double>();

    [Fact]
    public void ItIsTheAutoencoderOfANoisyInputAndTheCleanTarget()
    {
        DenoisingAutoencoder<double> model = Create(new PixelFlips(3));
        double[] theta = model.Layout.Initialize<double>(4), dtheta = new double[theta.Length], expected = new double[theta.Length];
        double[] noisy = new double[Clean.Length], terms = new double[1];
        Pass pass = PassOf(step: 11);
        model.Corruption.ApplyToAll<double>(new RandomKey(6, RandomPurpose.Corruption, 11), 0, 35, Clean, noisy);
        Assert.NotEqual(Clean, noisy);

        double loss = model.Evaluate(theta, new Batch<double>(Clean, Clean), dtheta, terms, pass);
        double wanted = model.Autoencoder.Evaluate(theta, new Batch<double>(noisy, Clean), expected, terms, pass);
        Assert.Equal(wanted, loss);
        Assert.Equal(expected, dtheta);
        Assert.NotEqual(loss, model.Evaluate(theta, new Batch<double>(Clean, Clean), [], terms, PassOf(step: 12))); // fresh noise
        Assert.Contains("3 pixels", model.Terms[0].Formula);
    }

    [Fact]
    public void ItsGradientIsRight()
    {
        foreach (CorruptionKind kind in Corruption.All)
        {
            ICorruption corruption = Corruption.ByName(kind.Name, kind.IsWhole ? 2 : 0.3, new Shape(7, 5));
            GradientReport report = GradientCheck.Of(
                Create(corruption), new CheckData(Clean, Clean, []), new CheckOptions { Seed = 3, Batch = 3 });
            Assert.True(report.Passed, $"{kind.Name}: {report}");
        }
    }

    private static Pass PassOf(uint step) => new(3, Training: true, new RandomKey(6, RandomPurpose.Layer, step), Workers.One);

    private static DenoisingAutoencoder<double> Create(ICorruption corruption) => new(
        new Autoencoder<double>(
            new Network<double>("encoder", new Dense<double>(35, 4), new Tanh<double>(new(4))),
            new Network<double>("decoder", new Dense<double>(4, 35)), new BinaryCrossEntropyWithLogits<double>(), capacity: 3),
        corruption);
}
