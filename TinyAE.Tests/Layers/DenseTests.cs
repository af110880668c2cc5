using TinyAE.Layers;
using TinyAE.Numerics;

namespace TinyAE.Tests.Layers;

public class DenseTests
{
    [Fact]
    public void ItIsTheSumOfTheFormula()
    {
        Dense<double> layer = new(2, 3);
        double[] theta = [1, 2, 3, 4, 5, 6, 0.1, 0.2, 0.3], x = [1, 10, -1, 0], y = new double[6];
        ParameterSlot[] slots = [new(0, 6), new(6, 3)];
        layer.Forward(new(theta, slots), x, y, [], Draw.Pass(2));
        Assert.Equal([41.1, 52.2, 63.3, -0.9, -1.8, -2.7], y, (a, b) => Math.Abs(a - b) < 1e-14);

        double[] dy = [1, 0, 0, 0, 1, 2], dx = new double[4], dtheta = new double[9];
        layer.Backward(new(theta, slots), x, y, [], dy, dx, new(dtheta, slots), Draw.Pass(2));
        Assert.Equal([1, 4, 8, 17], dx); // dy·Wᵀ
        Assert.Equal([1, -1, -2, 10, 0, 0, 1, 1, 2], dtheta); // xᵀ·dy, and the column sums of dy
    }

    [Fact]
    public void FloatFollowsDoubleWithinTheRoundingOfItsSums()
    {
        for (int seed = 0; seed < 30; seed++)
        {
            Random random = new(seed);
            int batch = random.Next(1, 70), inputs = random.Next(1, 400), outputs = random.Next(1, 60);
            double[] exact = Run<double>(seed, batch, inputs, outputs, absolute: false);
            float[] single = Run<float>(seed, batch, inputs, outputs, absolute: false);
            double[] size = Run<double>(seed, batch, inputs, outputs, absolute: true); // Σ |terms| of each sum
            int longest = Math.Max(batch, Math.Max(inputs, outputs)) + 1;
            for (int i = 0; i < exact.Length; i++)
            {
                Assert.Equal(exact[i], single[i], (longest + 1) * Math.Pow(2, -24) * size[i]);
            }
        }
    }

    [Fact]
    public void ShapesAndFansAreThoseOfKeras()
    {
        Dense<float> layer = new(7, 3);
        Assert.Equal(new Shape(7), layer.Input);
        Assert.Equal(new Shape(3), layer.Output);
        Assert.Equal(["W", "b"], layer.Parameters.Select(parameter => parameter.Name));
        Assert.Equal([new Shape(7, 3), new Shape(3)], layer.Parameters.Select(parameter => parameter.Shape));
        Assert.Equal((7, 3), (layer.Parameters[0].FanIn, layer.Parameters[0].FanOut));
        Assert.Equal(["glorot-uniform", "zeros"], layer.Parameters.Select(parameter => parameter.Initializer.Name));
        Assert.Equal([true, false], layer.Parameters.Select(parameter => parameter.IsDecayed));
        Assert.Same(Initializers.HeNormal, new Dense<float>(1, 1, Initializers.HeNormal).Parameters[0].Initializer);
        Assert.Throws<ArgumentException>(() => new Dense<float>(0, 3));
        Assert.Throws<ArgumentException>(() => new Dense<float>(3, -1));
    }

    /// <summary>y, dx and dtheta, one behind the other; with absolute values of everything, the sums of the terms' sizes.</summary>
    private static T[] Run<T>(int seed, int batch, int inputs, int outputs, bool absolute)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        T[] Values(int salt, int count) =>
            [.. Draw.Normal<T>((100 * seed) + salt, count).Select(value => absolute ? T.Abs(value) : value)];
        Dense<T> layer = new(inputs, outputs);
        ParameterSlot[] slots = [new(0, inputs * outputs), new(inputs * outputs, outputs)];
        T[] theta = Values(1, (inputs + 1) * outputs), x = Values(2, batch * inputs), dy = Values(3, batch * outputs);
        T[] y = new T[batch * outputs], dx = new T[x.Length], dtheta = new T[theta.Length];
        layer.Forward(new(theta, slots), x, y, [], Draw.Pass(batch));
        layer.Backward(new(theta, slots), x, y, [], dy, dx, new(dtheta, slots), Draw.Pass(batch));
        return [.. y, .. dx, .. dtheta];
    }
}
