using TinyAE.Layers;
using TinyAE.Models;
using TinyAE.Numerics;
using TinyAE.Tests.Layers;

namespace TinyAE.Tests.Models;

/// <summary>Layers that share memory give the bits of layers that do not.</summary>
public class ReuseTests
{
    private static ILayer<float>[] Convolutional()
    {
        Conv2D<float> first = new(new Shape(5, 6, 2), 3, 3, 2, Padding.Same);
        Shape image = first.Output;
        Conv2DTranspose<float> last = new(new Shape(2, 2, 3), 2, 3, 2, Padding.Same);
        return
        [
            new ReLU<float>(first.Input), first, new ReLU<float>(image), new Flatten<float>(image), new Dense<float>(image.Size, 12),
            new ReLU<float>(new Shape(12)), new Reshape<float>(new Shape(12), new Shape(2, 2, 3)), last, new ReLU<float>(last.Output),
        ];
    }

    private static ILayer<float>[] OutputsThatAreRead()
    {
        Shape shape = new(4), row = new(1, 4);
        return
        [
            new Dense<float>(4, 4), new Tanh<float>(shape), new ReLU<float>(shape), new Sigmoid<float>(shape), new Reshape<float>(shape, row),
            new ReLU<float>(row), new Softplus<float>(row), new Flatten<float>(row), new ReLU<float>(shape), new ReLU<float>(shape),
        ];
    }

    [Fact]
    public void AConvolutionalNetwork() => AreAsIfApart(Convolutional());

    [Fact]
    public void LayersWhoseOutputIsReadBeforeOnesThatOverwrite() => AreAsIfApart(OutputsThatAreRead());

    private static void AreAsIfApart(ILayer<float>[] layers)
    {
        (float[] y, float[] dx, float[] dtheta) = Run(layers);
        (float[] y2, float[] dx2, float[] dtheta2) = Run([.. layers.Select(layer => new Apart(layer))]);
        Assert.Contains(y, value => value != 0);
        Assert.Contains(dx, value => value != 0);
        Assert.Equal(y2, y);
        Assert.Equal(dx2, dx);
        Assert.Equal(dtheta2, dtheta);
    }

    private static (float[] Y, float[] Dx, float[] Dtheta) Run(ILayer<float>[] layers)
    {
        const int batch = 3;
        Network<float> network = new("n", layers);
        ParameterLayout layout = new(network);
        NetworkRun<float> run = new(network, layout, batch);
        float[] theta = layout.Initialize<float>(1), dtheta = new float[layout.TrainableCount];
        float[] x = Draw.Normal<float>(2, batch * network.Input.Size), dy = Draw.Normal<float>(3, batch * network.Output.Size);
        float[] before = [.. x], dx = new float[x.Length];
        float[] y = [.. network.Forward(theta, x, run, Draw.Pass(batch))];
        network.Backward(theta, x, run, dy, dx, dtheta, Draw.Pass(batch));
        Assert.Equal(before, x);
        return (y, dx, dtheta);
    }

    /// <summary>A layer that says nothing of reuse.</summary>
    private sealed class Apart(ILayer<float> layer) : ILayer<float>
    {
        public Shape Input => layer.Input;

        public Shape Output => layer.Output;

        public IReadOnlyList<Parameter> Parameters => layer.Parameters;

        public int CacheSize(int batch) => layer.CacheSize(batch);

        public void Forward(Parameters<float> theta, ReadOnlySpan<float> x, Span<float> y, Span<float> cache, in Pass pass) =>
            layer.Forward(theta, x, y, cache, pass);

        public void Backward(Parameters<float> theta, ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> cache,
            ReadOnlySpan<float> dy, Span<float> dx, Gradients<float> dtheta, in Pass pass) =>
            layer.Backward(theta, x, y, cache, dy, dx, dtheta, pass);
    }
}
