using TinyAE.Layers;
using TinyAE.Models;
using TinyAE.Numerics;

namespace TinyAE.Tests.Models;

public class ParameterLayoutTests
{
    private static readonly Shape Two = new(2);

    [Fact]
    public void ParametersLieOneBehindAnotherInTheOrderOfTheLayers()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            Random random = new(seed);
            Network<double>[] networks = [RandomDense(random, "encoder"), RandomDense(random, "decoder")];
            ParameterLayout layout = new(networks);
            int offset = 0;
            int number = 0;
            foreach (Network<double> network in networks)
            {
                for (int l = 0; l < network.Layers.Count; l++)
                {
                    foreach (Parameter parameter in network.Layers[l].Parameters)
                    {
                        NamedParameter named = layout.All[number++];
                        Assert.Equal($"{network.Name}.{l}.{parameter.Name}", named.Name);
                        Assert.Same(parameter, named.Parameter);
                        Assert.Equal(new ParameterSlot(offset, parameter.Shape.Size), named.Slot);
                        Assert.Equal(named.Slot, layout.SlotOf(parameter));
                        offset += parameter.Shape.Size;
                    }
                }
            }

            Assert.Equal(number, layout.All.Count);
            Assert.Equal(offset, layout.Count);
            Assert.Equal(offset, layout.TrainableCount);
            Assert.Equal([new ParameterSlot(0, offset)], layout.RangesOf(networks));
        }
    }

    [Fact]
    public void ATiedParameterHasOnePlaceAndTheNameOfItsFirstUse()
    {
        Parameter shared = Trainable("W", 6);
        Parameter own = Trainable("b", 2);
        Network<double> encoder = new("encoder", new Holder<double>(Two, shared));
        Network<double> decoder = new("decoder", new Holder<double>(Two, own, shared), new Holder<double>(Two, shared));
        ParameterLayout layout = new(encoder, decoder);
        Assert.Equal(["encoder.0.W", "decoder.0.b"], layout.All.Select(named => named.Name));
        Assert.Equal(8, layout.Count);
        Assert.Equal(new ParameterSlot(0, 6), layout.SlotOf(shared));
        Assert.Equal(new ParameterSlot(6, 2), layout.SlotOf(own));
        Assert.Equal([new ParameterSlot(0, 8)], layout.RangesOf(decoder));
    }

    [Fact]
    public void EqualDescriptionsAreTwoParameters()
    {
        Network<double> network = new("n", new Holder<double>(Two, Trainable("W", 3)), new Holder<double>(Two, Trainable("W", 3)));
        ParameterLayout layout = new(network);
        Assert.Equal(6, layout.Count);
        Assert.Equal(["n.0.W", "n.1.W"], layout.All.Select(named => named.Name));
    }

    [Fact]
    public void StateLiesBehindEverythingTrainable()
    {
        Parameter gamma = Trainable("gamma", 2), mean = State("mean", 3), weight = Trainable("W", 5), variance = State("variance", 4);
        Network<double> first = new("first", new Holder<double>(Two, mean, gamma));
        Network<double> second = new("second", new Holder<double>(Two), new Holder<double>(Two, variance, weight));
        ParameterLayout layout = new(first, second);
        Assert.Equal(["first.0.gamma", "second.1.W", "first.0.mean", "second.1.variance"], layout.All.Select(named => named.Name));
        Assert.Equal([new(0, 2), new(2, 5), new(7, 3), new(10, 4)], layout.All.Select(named => named.Slot));
        Assert.Equal(7, layout.TrainableCount);
        Assert.Equal(14, layout.Count);
        Assert.Equal([new ParameterSlot(2, 5)], layout.RangesOf(second));
    }

    [Fact]
    public void RangesAreMergedWhereTheyTouchAndOnlyThere()
    {
        Network<double> a = Of("a", 1, 2), b = Of("b", 3), c = Of("c", 4, 5), none = new("none", new Holder<double>(Two));
        ParameterLayout layout = new(a, b, none, c);
        Assert.Equal([new ParameterSlot(0, 3)], layout.RangesOf(a));
        Assert.Equal([new ParameterSlot(0, 6)], layout.RangesOf(b, a));
        Assert.Equal([new ParameterSlot(0, 3), new ParameterSlot(6, 9)], layout.RangesOf(c, a));
        Assert.Equal([new ParameterSlot(0, 15)], layout.RangesOf(a, b, c, a));
        Assert.Empty(layout.RangesOf(none));
        Assert.Empty(layout.RangesOf());
    }

    [Fact]
    public void ErrorsNameWhatWasFound()
    {
        Says<ArgumentException>("found none", () => new ParameterLayout());
        Says<ArgumentException>("'a' twice", () => new ParameterLayout(Of("a", 1), Of("b", 1), Of("a", 2)));

        ParameterLayout layout = new(Of("a", 1));
        Says<KeyNotFoundException>("'W' (7)", () => layout.SlotOf(Trainable("W", 7)));
        Says<ArgumentException>("'b'", () => layout.NumberOf(Of("b", 1)));
        Assert.Throws<KeyNotFoundException>(() => layout.RangesOf(Of("b", 1)));
        Assert.Throws<OverflowException>(() => new ParameterLayout(Of("huge", int.MaxValue, int.MaxValue)));

        static void Says<TException>(string part, Func<object> code)
            where TException : Exception => Assert.Contains(part, Assert.Throws<TException>(code).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NetworksAreNumberedInOrder()
    {
        Network<double>[] networks = [Of("a", 1), Of("b", 1), Of("c", 1)];
        ParameterLayout layout = new(networks);
        Assert.Equal([0, 1, 2], networks.Select(layout.NumberOf));
        Assert.Equal(networks, layout.Networks);
    }

    [Fact]
    public void ASeedGivesTheSameValuesInBothPrecisionsAndEachParameterItsOwn()
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            ParameterLayout layout = new(new Network<float>("n", new Dense<float>(4, 4), new Dense<float>(4, 4)));
            float[] single = layout.Initialize<float>(seed);
            double[] exact = layout.Initialize<double>(seed);
            Assert.Equal(single, layout.Initialize<float>(seed));
            Assert.NotEqual(single, layout.Initialize<float>(seed + 1));
            for (int i = 0; i < single.Length; i++)
            {
                Assert.Equal(exact[i], single[i], 1e-6);
            }

            ReadOnlySpan<float> first = single.AsSpan(0, 16), bias = single.AsSpan(16, 4), second = single.AsSpan(20, 16);
            Assert.False(first.SequenceEqual(second));
            Assert.True(bias.IndexOfAnyExcept(0f) < 0);
        }
    }

    private static Parameter Trainable(string name, int size) => new(name, new Shape(size), Initializers.Zeros);

    private static Parameter State(string name, int size) => new(name, new Shape(size), Initializers.Zeros) { IsState = true };

    private static Network<double> Of(string name, params int[] sizes) =>
        new(name, new Holder<double>(Two, [.. sizes.Select((size, i) => Trainable($"p{i}", size))]));

    private static Network<double> RandomDense(Random random, string name)
    {
        List<ILayer<double>> layers = [];
        int inputs = random.Next(1, 6);
        for (int l = random.Next(1, 5); l > 0; l--)
        {
            int outputs = random.Next(1, 6);
            layers.Add(new Dense<double>(inputs, outputs));
            layers.Add(new Tanh<double>(new Shape(outputs)));
            inputs = outputs;
        }

        return new Network<double>(name, layers);
    }
}
