using TinyAE.Bench;
using TinyAE.Models;

namespace TinyAE.Tests.Models;

/// <summary>The networks that are measured have the sizes of the examples that they stand for.</summary>
public class VariationalNetworksTests
{
    [Fact]
    public void TheConvolutionalModelHasTheParametersOfKerasExample()
    {
        VariationalAutoencoder<float> model = VariationalNetworks.Convolutional<float>(1);
        Assert.Equal([320, 18_496, 50_192], Counts(model.Encoder));
        Assert.Equal([34, 34], [.. Counts(model.Mu), .. Counts(model.LogVar)]);
        Assert.Equal([9_408, 36_928, 18_464, 289], Counts(model.Decoder));
        Assert.Equal(69_076, Counts(model.Encoder).Sum() + 68);
        Assert.Equal(65_089, Counts(model.Decoder).Sum());
        Assert.Equal(69_076 + 65_089, model.Layout.Count);
        Assert.Equal(784, model.Target.Size);
    }

    [Fact]
    public void TheDenseModelHasTheParametersOfPyTorchsExample()
    {
        VariationalAutoencoder<float> model = VariationalNetworks.Dense<float>(1);
        Assert.Equal([785 * 400, 401 * 20, 401 * 20, 21 * 400, 401 * 784], model.Layout.Networks.SelectMany(Counts));
        Assert.Equal(652_824, model.Layout.Count);
    }

    private static IEnumerable<int> Counts(INetwork network) =>
        network.LayerParameters.Select(parameters => parameters.Sum(parameter => parameter.Shape.Size)).Where(count => count > 0);
}
