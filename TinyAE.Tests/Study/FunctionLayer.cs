using TinyAE.Layers;
using TinyAE.Numerics;

namespace TinyAE.Tests.Study;

/// <summary>An elementwise layer y = f(x) with derivative f′(x), both given.</summary>
internal sealed class FunctionLayer(int size, Func<double, double> function, Func<double, double> derivative) : ILayer<double>
{
    public Shape Input { get; } = new(size);

    public Shape Output { get; } = new(size);

    public void Forward(Parameters<double> theta, ReadOnlySpan<double> x, Span<double> y, Span<double> cache, in Pass pass)
    {
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = function(x[i]);
        }
    }

    public void Backward(Parameters<double> theta, ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> cache,
                         ReadOnlySpan<double> dy, Span<double> dx, Gradients<double> dtheta, in Pass pass)
    {
        for (int i = 0; i < dx.Length; i++)
        {
            dx[i] = derivative(x[i]) * dy[i];
        }
    }
}

/// <summary>y = x + b less its mean over the features: the gradient of b is zero, though rounding makes it look like 1e-17.</summary>
internal sealed class CenteredLayer(int size) : ILayer<double>
{
    public Shape Input { get; } = new(size);

    public Shape Output { get; } = new(1);

    public IReadOnlyList<Parameter> Parameters { get; } = [new Parameter("b", new Shape(1), Initializers.Zeros)];

    public void Forward(Parameters<double> theta, ReadOnlySpan<double> x, Span<double> y, Span<double> cache, in Pass pass)
    {
        for (int n = 0; n < pass.Batch; n++)
        {
            double mean = 0;
            double square = 0;
            foreach (double value in x.Slice(n * size, size))
            {
                mean += (value + theta[0][0]) / size;
            }

            foreach (double value in x.Slice(n * size, size))
            {
                square += (value + theta[0][0] - mean) * (value + theta[0][0] - mean);
            }

            y[n] = square;
        }
    }

    public void Backward(Parameters<double> theta, ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> cache,
                         ReadOnlySpan<double> dy, Span<double> dx, Gradients<double> dtheta, in Pass pass)
    {
        for (int n = 0; n < pass.Batch; n++)
        {
            double mean = 0;
            foreach (double value in x.Slice(n * size, size))
            {
                mean += (value + theta[0][0]) / size;
            }

            for (int i = 0; i < size; i++)
            {
                double d = 2 * (x[(n * size) + i] + theta[0][0] - mean) * dy[n];
                if (!dx.IsEmpty)
                {
                    dx[(n * size) + i] = d;
                }

                if (dtheta.Wanted)
                {
                    dtheta[0][0] += d;
                }
            }
        }
    }
}
