using TinyAE.Layers;
using TinyAE.Models;
using TinyAE.Numerics;
using TinyAE.Tests.Layers;

namespace TinyAE.Tests.Models;

public class NetworkTests
{
    [Fact]
    public void NeighboursOfDifferentShapesAreNamed()
    {
        string message = Assert.Throws<ArgumentException>(
            () => new Network<float>("encoder", new Dense<float>(3, 4), new Tanh<float>(new Shape(4)), new Dense<float>(5, 2))).Message;
        Assert.Contains("'encoder'", message, StringComparison.Ordinal);
        Assert.Contains("layer 2 (Dense) takes (5), but layer 1 (Tanh) gives (4)", message, StringComparison.Ordinal);
    }

    [Fact]
    public void ShapesOfEqualSizeButOtherDimensionsDiffer() =>
        Assert.Throws<ArgumentException>(() => new Network<float>("n", new Tanh<float>(new Shape(2, 3)), new Tanh<float>(new Shape(6))));

    [Theory]
    [InlineData(0)]
    [InlineData(1025)]
    public void TheNumberOfLayersHasARange(int layers)
    {
        ILayer<float>[] chain = [.. Enumerable.Repeat(new Tanh<float>(new Shape(1)), layers)];
        string message = Assert.Throws<ArgumentException>(() => new Network<float>("n", chain)).Message;
        Assert.Contains($"'n' has {layers} layers; allowed are 1 to 1024", message, StringComparison.Ordinal);
    }

    [Fact]
    public void ABatchBeyondTheCapacityIsNamed()
    {
        Network<float> network = Chain<float>();
        ParameterLayout layout = new(network);
        NetworkRun<float> run = new(network, layout, 4);
        string message = Assert.Throws<ArgumentException>(
            () => { network.Forward(layout.Initialize<float>(1), new float[15], run, Draw.Pass(5)); }).Message;
        Assert.Contains("room for 4 samples; the batch has 5", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 0)]
    [InlineData(1, -1)]
    [InlineData(1, 8)]
    public void ARunsCapacityAndUseHaveARange(int capacity, int use)
    {
        Network<float> network = Chain<float>();
        Assert.Throws<ArgumentOutOfRangeException>(() => new NetworkRun<float>(network, new ParameterLayout(network), capacity, use));
    }

    [Fact]
    public void TheOutputIsOneLayerAfterTheOther()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            Network<double> network = Chain<double>();
            ParameterLayout layout = new(network);
            double[] theta = layout.Initialize<double>((ulong)seed);
            double[] x = Draw.Normal<double>(seed, 5 * 3);
            Pass pass = Draw.Pass(5);

            double[] expected = x;
            foreach (ILayer<double> layer in network.Layers)
            {
                double[] y = new double[5 * layer.Output.Size];
                ParameterSlot[] slots = [.. layer.Parameters.Select(layout.SlotOf)];
                layer.Forward(new(theta, slots), expected, y, [], pass);
                expected = y;
            }

            NetworkRun<double> run = new(network, layout, 5);
            Assert.Equal(expected, network.Forward(theta, x, run, pass).ToArray());
            Assert.Equal(expected, run.Output(5).ToArray());
        }
    }

    [Fact]
    public void AFrozenNetworkPassesTheSameGradientOnAndKeepsItsOwnUntouched()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            (double[] dx, double[] dtheta) = Gradient(seed, wantDx: true, wantDtheta: true);
            Assert.Contains(dtheta, value => value != 0);
            Assert.Contains(dx, value => value != 0);
            Assert.Equal(dx, Gradient(seed, wantDx: true, wantDtheta: false).Dx);
            Assert.Equal(dtheta, Gradient(seed, wantDx: false, wantDtheta: true).Dtheta);
        }
    }

    [Fact]
    public void OneNetworkFrozenLeavesItsPartOfTheGradientUntouched()
    {
        Network<double> generator = new("generator", new Dense<double>(2, 3)), critic = new("critic", new Dense<double>(3, 1));
        ParameterLayout layout = new(generator, critic);
        double[] theta = layout.Initialize<double>(1);
        NetworkRun<double> first = new(generator, layout, 4), second = new(critic, layout, 4);
        double[] x = Draw.Normal<double>(1, 8), dy = Draw.Normal<double>(2, 4), dz = new double[12];
        double[] dtheta = new double[layout.TrainableCount];
        Array.Fill(dtheta, 0.25);
        Pass pass = Draw.Pass(4);
        critic.Forward(theta, generator.Forward(theta, x, first, pass), second, pass);
        critic.Backward(theta, first.Output(4), second, dy, dz, [], pass);
        generator.Backward(theta, x, first, dz, [], dtheta, pass);

        ParameterSlot moved = Assert.Single(layout.RangesOf(generator)), frozen = Assert.Single(layout.RangesOf(critic));
        Assert.All(dtheta[frozen.Offset..(frozen.Offset + frozen.Length)], value => Assert.Equal(0.25, value));
        Assert.All(dtheta[moved.Offset..(moved.Offset + moved.Length)], value => Assert.NotEqual(0.25, value));
    }

    [Fact]
    public void GradientsAreAddedToWhatIsThere()
    {
        Network<double> network = Chain<double>();
        ParameterLayout layout = new(network);
        double[] theta = layout.Initialize<double>(3), x = Draw.Normal<double>(4, 6), dy = Draw.Normal<double>(5, 4);
        NetworkRun<double> run = new(network, layout, 2);
        Pass pass = Draw.Pass(2);
        network.Forward(theta, x, run, pass);
        double[] once = new double[layout.TrainableCount], twice = new double[layout.TrainableCount];
        network.Backward(theta, x, run, dy, [], once, pass);
        network.Backward(theta, x, run, dy, [], twice, pass);
        network.Backward(theta, x, run, dy, [], twice, pass);
        for (int i = 0; i < once.Length; i++)
        {
            Assert.Equal(2 * once[i], twice[i], 1e-12);
        }
    }

    [Fact]
    public void ASmallerBatchGivesTheBitsOfARunMadeForIt()
    {
        Network<float> network = Chain<float>();
        ParameterLayout layout = new(network);
        float[] theta = layout.Initialize<float>(3);
        NetworkRun<float> large = new(network, layout, 9), small = new(network, layout, 4);
        float[] x = Draw.Normal<float>(4, 9 * 3);
        network.Forward(theta, x, large, Draw.Pass(9));
        Pass pass = Draw.Pass(4);
        Assert.Equal(network.Forward(theta, x, small, pass).ToArray(), network.Forward(theta, x, large, pass).ToArray());

        float[] dy = Draw.Normal<float>(5, 4 * 2), dx = new float[4 * 3], expectedDx = new float[4 * 3];
        float[] dtheta = new float[layout.TrainableCount], expected = new float[layout.TrainableCount];
        network.Backward(theta, x, large, dy, dx, dtheta, pass);
        network.Backward(theta, x, small, dy, expectedDx, expected, pass);
        Assert.Equal(expectedDx, dx);
        Assert.Equal(expected, dtheta);
    }

    [Fact]
    public void EachLayerNetworkAndUseDrawsNoiseOfItsOwn()
    {
        Shape shape = new(64);
        Network<float> first = new("first", new Dropout<float>(shape, 0.5), new Dropout<float>(shape, 0.5));
        Network<float> second = new("second", new Dropout<float>(shape, 0.5));
        ParameterLayout layout = new(first, second);
        float[] ones = new float[64];
        Array.Fill(ones, 1f);
        Pass pass = Draw.Pass(1, training: true);
        List<float[]> masks =
        [
            second.Forward([], ones, new NetworkRun<float>(second, layout, 1), pass).ToArray(),
            second.Forward([], ones, new NetworkRun<float>(second, layout, 1, use: 1), pass).ToArray(),
        ];
        NetworkRun<float> run = new(first, layout, 1);
        first.Forward([], ones, run, pass);
        masks.Add(run.OutputOf(0, 1).ToArray());
        NetworkRun<float> again = new(first, layout, 1, use: 1);
        first.Forward([], ones, again, pass);
        masks.Add(again.OutputOf(0, 1).ToArray());
        for (int i = 0; i < masks.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                Assert.NotEqual(masks[i], masks[j]);
            }
        }

        // The second layer of a network does not repeat the first one's mask: with equal masks none of the kept ones would fall.
        Assert.Contains(Enumerable.Range(0, 64), i => run.OutputOf(0, 1)[i] != 0 && run.OutputOf(1, 1)[i] == 0);
    }

    private static Network<T> Chain<T>()
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T> =>
        new("chain", new Dense<T>(3, 4), new Tanh<T>(new Shape(4)), new Dense<T>(4, 2));

    private static (double[] Dx, double[] Dtheta) Gradient(int seed, bool wantDx, bool wantDtheta)
    {
        Network<double> network = Chain<double>();
        ParameterLayout layout = new(network);
        double[] theta = layout.Initialize<double>((ulong)seed);
        double[] x = Draw.Normal<double>(seed, 15), dy = Draw.Normal<double>(seed + 1000, 10);
        NetworkRun<double> run = new(network, layout, 5);
        Pass pass = Draw.Pass(5);
        network.Forward(theta, x, run, pass);
        double[] dx = wantDx ? new double[15] : [], dtheta = wantDtheta ? new double[layout.TrainableCount] : [];
        network.Backward(theta, x, run, dy, dx, dtheta, pass);
        return (dx, dtheta);
    }
}
