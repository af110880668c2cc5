using TinyAE.Layers;
using TinyAE.Numerics;

namespace TinyAE.Study;

/// <summary>The worked examples of the layers that are no activations.</summary>
internal static class LayerExamples
{
    /// <summary>Two samples, three inputs, two outputs.</summary>
    public static WorkedExample Dense(SourceFile file)
    {
        ExampleBuilder example = ExampleBuilder.Of(
            file, new Dense<double>(3, 2), 2, x: [1, 2, 3, 0, 1, -1], dy: [1, 2, -1, 1], [1, 0, 0, 1, -1, 2], [1, -1]);
        ExampleArray x = example["x"], w = example["W"], b = example["b"], dy = example["dy"];
        return example
            .Step("y", (n, j) => Written.SumOf(3, i => x[n, i] * w[i, j]) + b[j])
            .Step("dW", (i, j) => Written.SumOf(2, n => x[n, i] * dy[n, j]))
            .Step("db", j => Written.SumOf(2, n => dy[n, j]))
            .Step("dx", (n, i) => Written.SumOf(2, j => dy[n, j] * w[i, j]))
            .Build("Two samples of three inputs, two outputs.");
    }

    /// <summary>A 3x3 image and a 2x2 kernel.</summary>
    public static WorkedExample Conv2D(SourceFile file)
    {
        ExampleBuilder example = ExampleBuilder.Of(
            file, new Conv2D<double>(new Shape(3, 3, 1), 1, 2), 1, x: [1, 2, 0, 0, 1, 3, 2, 0, 1], dy: [1, 0, 2, -1], [1, 0, -1, 2], [1]);
        ExampleArray x = example["x"], w = example["W"], dy = example["dy"];
        return example
            .Step("y", (h, v) => Written.SumOf(Places(2, 2).Select(at => x[h + at.I, v + at.J] * w[at.I, at.J])) + example["b"].Values[0])
            .Step("dW", (i, j) => Written.SumOf(Places(2, 2).Select(at => x[at.I + i, at.J + j] * dy[at.I, at.J])))
            .Step("db", () => Written.SumOf(Places(2, 2).Select(at => dy[at.I, at.J])))
            .Step("dx", (u, v) => Written.SumOf(
                Places(2, 2).Where(at => u - at.I is 0 or 1 && v - at.J is 0 or 1).Select(at => dy[at.I, at.J] * w[u - at.I, v - at.J])))
            .Build("One image of 3 by 3, one channel, one kernel of 2 by 2, stride 1, no padding.");
    }

    /// <summary>A 2x2 image and a 2x2 kernel: each output place is reached by one to four inputs.</summary>
    public static WorkedExample Conv2DTranspose(SourceFile file)
    {
        ExampleBuilder example = ExampleBuilder.Of(
            file, new Conv2DTranspose<double>(new Shape(2, 2, 1), 1, 2), 1,
            x: [1, 2, 0, -1], dy: [1, 0, 2, 0, 1, 0, -1, 0, 1], [1, 3, -1, 2], [1]);
        ExampleArray x = example["x"], w = example["W"], dy = example["dy"];
        return example
            .Step("y", (u, v) => Written.SumOf(
                Places(2, 2).Where(at => u - at.I is 0 or 1 && v - at.J is 0 or 1).Select(at => x[at.I, at.J] * w[u - at.I, v - at.J]))
                + example["b"].Values[0])
            .Step("dW", (i, j) => Written.SumOf(Places(2, 2).Select(at => dy[at.I + i, at.J + j] * x[at.I, at.J])))
            .Step("db", () => Written.SumOf(Places(3, 3).Select(at => dy[at.I, at.J])))
            .Step("dx", (h, v) => Written.SumOf(Places(2, 2).Select(at => dy[h + at.I, v + at.J] * w[at.I, at.J])))
            .Build("One image of 2 by 2, one channel, one kernel of 2 by 2, stride 1, no padding: an output of 3 by 3.");
    }

    /// <summary>Two windows.</summary>
    public static WorkedExample MaxPool2D(SourceFile file)
    {
        ExampleBuilder example = Pooled(file, new MaxPool2D<double>(new Shape(2, 4, 1), 2));
        ExampleArray x = example["x"], a = example["a"], dy = example["dy"];
        return example
            .Step("y", window => Written.Max(Places(2, 2).Select(at => x[at.I, (2 * window) + at.J])))
            .Step("a", window =>
                Enumerable.Range(0, 4).First(place => x[place / 2, (2 * window) + (place % 2)].Value == example["y"].Values[window]))
            .Step("dx", (u, v) => IsLargest(v / 2, (2 * u) + (v % 2)) * dy[v / 2])
            .Build("One image of 2 by 4, windows of 2 by 2. The places of a window are numbered 0, 1 above and 2, 3 below; a is such a "
                + "number.");

        Written IsLargest(int window, int place) => Written.Holds($"{a.Values[window]} = {place}", a.Values[window] == place);
    }

    /// <summary>Two windows.</summary>
    public static WorkedExample AveragePool2D(SourceFile file)
    {
        ExampleBuilder example = Pooled(file, new AveragePool2D<double>(new Shape(2, 4, 1), 2));
        ExampleArray x = example["x"], dy = example["dy"];
        return example
            .Step("y", window => Written.SumOf(Places(2, 2).Select(at => x[at.I, (2 * window) + at.J])) / 4)
            .Step("dx", (_, v) => dy[v / 2] / 4)
            .Build("One image of 2 by 4, windows of 2 by 2: |R| = 4.");
    }

    /// <summary>Two places, each repeated twice down and twice across.</summary>
    public static WorkedExample UpSampling2D(SourceFile file)
    {
        ExampleBuilder example = ExampleBuilder.Of(
            file, new UpSampling2D<double>(new Shape(1, 2, 1)), 1, x: [3, 5], dy: [1, 2, 3, 4, 0, -1, 1, 2]);
        ExampleArray x = example["x"], dy = example["dy"];
        return example
            .Step("y", (_, v) => x[v / 2])
            .Step("dx", w => Written.SumOf(Places(2, 2).Select(at => dy[at.I, (2 * w) + at.J])))
            .Build("One image of 1 by 2, factors 2 and 2.");
    }

    /// <summary>Four elements, of which the key drops some.</summary>
    public static WorkedExample Dropout(SourceFile file)
    {
        ExampleBuilder example = ExampleBuilder.Of(file, new Dropout<double>(new Shape(4), 0.5), 1, x: [1, 2, 3, 4], dy: [1, -1, 2, 1]);
        ExampleArray x = example["x"], m = example["m"], dy = example["dy"];
        example.Given("m", m.Dimensions, [.. m.Values]);
        return example
            .Step("y", i => m[i] * x[i] / (1 - (Written)0.5))
            .Step("dx", i => m[i] * dy[i] / (1 - (Written)0.5))
            .Build("One sample of four elements, p = 0.5, in training. The mask m was drawn by Forward.");
    }

    /// <summary>An image becomes a vector.</summary>
    public static WorkedExample Flatten(SourceFile file) =>
        Same(file, new Flatten<double>(new Shape(2, 2, 1)), "One image of 2 by 2 becomes a vector of 4.");

    /// <summary>A vector becomes an image.</summary>
    public static WorkedExample Reshape(SourceFile file) =>
        Same(file, new Reshape<double>(new Shape(4), new Shape(2, 2, 1)), "A vector of 4 becomes an image of 2 by 2.");

    /// <summary>Two codes, with the noise that the key draws.</summary>
    public static WorkedExample Sampling(SourceFile file)
    {
        ExampleBuilder example = new(file);
        Sampling<double> sampling = new(new Shape(2));
        Pass pass = new(1, Training: true, ExampleBuilder.Key, Workers.One);
        double[] mu = [1, 0], logVar = [0, 1], dz = [1, 2], epsilon = new double[2], z = new double[2];
        double[] dmu = new double[2], dlogVar = new double[2];
        sampling.Forward(mu, logVar, epsilon, z, pass);
        sampling.Backward(logVar, epsilon, dz, dmu, dlogVar, pass);
        ExampleArray m = example.Given("mu", [2], mu), l = example.Given("logVar", [2], logVar), e = example.Given("ε", [2], epsilon);
        ExampleArray d = example.Given("dz", [2], dz);
        example.Computed("z", [2], z);
        example.Computed("dmu", [2], dmu);
        example.Computed("dlogVar", [2], dlogVar);
        return example
            .Step("z", j => m[j] + (Written.Exp(0.5 * l[j]) * e[j]))
            .Step("dmu", j => d[j])
            .Step("dlogVar", j => 0.5 * Written.Exp(0.5 * l[j]) * e[j] * d[j])
            .Build("One code of two numbers. The noise ε was drawn by Forward.");
    }

    private static ExampleBuilder Pooled(SourceFile file, ILayer<double> layer) =>
        ExampleBuilder.Of(file, layer, 1, x: [1, 3, 2, 0, 2, 0, 5, 1], dy: [1, -2]);

    private static WorkedExample Same(SourceFile file, ILayer<double> layer, string words)
    {
        ExampleBuilder example = ExampleBuilder.Of(file, layer, 1, x: [1, 2, 3, 4], dy: [1, 0, -1, 2]);
        ExampleArray x = example["x"], dy = example["dy"];
        return example
            .Step("y", (i, j) => x.Values[Place(i, j, example["y"])])
            .Step("dx", (i, j) => dy.Values[Place(i, j, example["dx"])])
            .Build(words);
    }

    private static int Place(int i, int j, ExampleArray array) => array.Dimensions.Count == 2 ? (i * array.Dimensions[1]) + j : i;

    private static IEnumerable<(int I, int J)> Places(int rows, int columns) =>
        Enumerable.Range(0, rows * columns).Select(place => (place / columns, place % columns));
}
