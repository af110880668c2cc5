using TinyAE.Layers;
using TinyAE.Models;
using TinyAE.Numerics;

namespace TinyAE.Tests.Layers;

public class Conv2DTests
{
    /// <summary>The variational autoencoder of Keras' examples, as <c>model.summary()</c> prints it there.</summary>
    [Fact]
    public void TheLayersOfKerasExampleHaveItsSizes()
    {
        ILayer<float>[] encoder =
        [
            new Conv2D<float>(new Shape(28, 28, 1), 32, 3, 2, Padding.Same),
            new ReLU<float>(new Shape(14, 14, 32)),
            new Conv2D<float>(new Shape(14, 14, 32), 64, 3, 2, Padding.Same),
            new ReLU<float>(new Shape(7, 7, 64)),
            new Flatten<float>(new Shape(7, 7, 64)),
            new Dense<float>(3136, 16),
        ];
        ILayer<float>[] decoder =
        [
            new Dense<float>(2, 3136),
            new ReLU<float>(new Shape(3136)),
            new Reshape<float>(new Shape(3136), new Shape(7, 7, 64)),
            new Conv2DTranspose<float>(new Shape(7, 7, 64), 64, 3, 2, Padding.Same),
            new ReLU<float>(new Shape(14, 14, 64)),
            new Conv2DTranspose<float>(new Shape(14, 14, 64), 32, 3, 2, Padding.Same),
            new ReLU<float>(new Shape(28, 28, 32)),
            new Conv2DTranspose<float>(new Shape(28, 28, 32), 1, 3, 1, Padding.Same),
        ];
        Assert.Equal([320, 0, 18_496, 0, 0, 50_192], encoder.Select(Count));
        Assert.Equal([9_408, 0, 0, 36_928, 0, 18_464, 0, 289], decoder.Select(Count));
        Assert.Equal(69_076 - (2 * 34), new ParameterLayout(new Network<float>("encoder", encoder)).Count); // the two heads are 34 each
        Assert.Equal(65_089, new ParameterLayout(new Network<float>("decoder", decoder)).Count);
        Assert.Equal(new Shape(28, 28, 1), decoder[^1].Output);
    }

    [Fact]
    public void TheParametersAreLaidOutAsInKeras()
    {
        Conv2D<float> layer = new(new Shape(9, 8, 3), 5, new Extent(4, 2), new Extent(2, 3), Padding.Same);
        Assert.Equal(new Shape(9, 8, 3), layer.Input);
        Assert.Equal(new Shape(5, 3, 5), layer.Output);
        Assert.Equal([new Shape(4, 2, 3, 5), new Shape(5)], layer.Parameters.Select(parameter => parameter.Shape));
        Assert.Equal((24, 40), (layer.Parameters[0].FanIn, layer.Parameters[0].FanOut));

        Conv2DTranspose<float> transposed = new(new Shape(5, 3, 5), 3, new Extent(4, 2), new Extent(2, 3), Padding.Same, new Extent(1, 2));
        Assert.Equal(new Shape(5, 3, 5), transposed.Input);
        Assert.Equal(new Shape(9, 8, 3), transposed.Output);
        Assert.Equal([new Shape(4, 2, 3, 5), new Shape(3)], transposed.Parameters.Select(parameter => parameter.Shape));
        Assert.Equal((40, 24), (transposed.Parameters[0].FanIn, transposed.Parameters[0].FanOut));

        foreach (IReadOnlyList<Parameter> parameters in new[] { layer.Parameters, transposed.Parameters })
        {
            Assert.Equal(["W", "b"], parameters.Select(parameter => parameter.Name));
            Assert.Equal(["glorot-uniform", "zeros"], parameters.Select(parameter => parameter.Initializer.Name));
            Assert.Equal([true, false], parameters.Select(parameter => parameter.IsDecayed));
        }

        Assert.Same(Initializers.HeNormal,
            new Conv2D<float>(new Shape(2, 2, 1), 1, 1, initializer: Initializers.HeNormal).Parameters[0].Initializer);
        Assert.Same(Initializers.HeNormal,
            new Conv2DTranspose<float>(new Shape(2, 2, 1), 1, 1, initializer: Initializers.HeNormal).Parameters[0].Initializer);
    }

    /// <summary>Both layers by hand: the kernel is not flipped, the bias is added once to each place.</summary>
    [Fact]
    public void TheyAreTheSumsOfTheirFormulas()
    {
        Conv2D<double> layer = new(new Shape(3, 3, 1), 1, 2);
        double[] y = Forward(layer, [1, 2, 3, 4, 0.5], [1, 2, 3, 4, 5, 6, 7, 8, 9]);
        Assert.Equal([1 + 4 + 12 + 20 + 0.5, 2 + 6 + 15 + 24 + 0.5, 4 + 10 + 21 + 32 + 0.5, 5 + 12 + 24 + 36 + 0.5], y);

        Conv2DTranspose<double> transposed = new(new Shape(2, 2, 1), 1, 2, 2);
        y = Forward(transposed, [1, 2, 3, 4, 0.5], [1, 10, 100, 1000]);
        Assert.Equal([1.5, 2.5, 10.5, 20.5, 3.5, 4.5, 30.5, 40.5, 100.5, 200.5, 1000.5, 2000.5, 300.5, 400.5, 3000.5, 4000.5], y);
    }

    [Fact]
    public void ADenseLayerIsAConvolutionOfOnePlace()
    {
        double[] theta = Draw.Normal<double>(1, 33), x = Draw.Normal<double>(2, 10);
        double[] dense = Forward(new Dense<double>(10, 3), theta, x);
        Assert.Equal(dense, Forward(new Conv2D<double>(new Shape(1, 1, 10), 3, 1), theta, x));
        Assert.Equal(dense, Forward(new Conv2D<double>(new Shape(1, 5, 2), 3, new Extent(1, 5)), theta, x));
    }

    [Fact]
    public void WhatCannotBeIsRefused()
    {
        Shape image = new(5, 4, 2);
        Assert.Contains("(20)", Assert.Throws<ArgumentException>(() => new Conv2D<float>(new Shape(20), 1, 1)).Message);
        Assert.Contains("(20)", Assert.Throws<ArgumentException>(() => new Conv2DTranspose<float>(new Shape(20), 1, 1)).Message);
        Assert.Throws<ArgumentException>(() => new Conv2D<float>(image, 0, 1));
        Assert.Throws<ArgumentException>(() => new Conv2DTranspose<float>(image, 0, 1));
        Assert.Throws<ArgumentException>(() => new Conv2D<float>(image, 1, new Extent(1, 5)));
        Assert.ThrowsAny<ArgumentException>(() => new Conv2D<float>(image, 1, 0));
        Assert.ThrowsAny<ArgumentException>(() => new Conv2D<float>(image, 1, 1, new Extent(1, 0)));
        Assert.ThrowsAny<ArgumentException>(() => new Conv2DTranspose<float>(image, 1, 2, 2, Padding.Same, 2));
    }

    private static int Count(ILayer<float> layer) => layer.Parameters.Sum(parameter => parameter.Shape.Size);

    private static double[] Forward(ILayer<double> layer, double[] theta, double[] x)
    {
        int weights = layer.Parameters[0].Shape.Size;
        ParameterSlot[] slots = [new(0, weights), new(weights, theta.Length - weights)];
        double[] y = new double[layer.Output.Size];
        layer.Forward(new(theta, slots), x, y, [], Draw.Pass(1));
        return y;
    }
}
