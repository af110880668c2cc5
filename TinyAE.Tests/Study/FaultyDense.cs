using TinyAE.Layers;
using TinyAE.Numerics;

namespace TinyAE.Tests.Study;

/// <summary>A mistake that people make in a layer's Backward.</summary>
public enum DenseFault
{
    None,
    WeightSign,
    WeightTransposed,
    WeightDoubled,
    WeightMeanOverBatch,
    WeightLastSampleOnly,
    WeightOverwritten,
    WeightIgnoresUpstream,
    BiasMissing,
    BiasOverWrongAxis,
    BiasOverwritten,
    InputSign,
    InputTransposed,
    InputAddedTo,
    InputLastSampleMissing,
    InputOnlyWithParameters,
    WeightOnlyWithInput,
    DerivativeMissing,
    DerivativeAtInput,
    DerivativeSquared,
}

/// <summary>y = tanh(x·W + b) in plain loops, with at most one mistake planted.</summary>
internal sealed class FaultyDense(int size, DenseFault fault) : ILayer<double>
{
    public Shape Input { get; } = new(size);

    public Shape Output { get; } = new(size);

    public IReadOnlyList<Parameter> Parameters { get; } =
    [
        new Parameter("W", new Shape(size, size), Initializers.GlorotUniform, size, size),
        new Parameter("b", new Shape(size), Initializers.Zeros),
    ];

    public int CacheSize(int batch) => batch * size;

    public void Forward(Parameters<double> theta, ReadOnlySpan<double> x, Span<double> y, Span<double> cache, in Pass pass)
    {
        for (int n = 0; n < pass.Batch; n++)
        {
            for (int j = 0; j < size; j++)
            {
                double a = theta[1][j];
                for (int i = 0; i < size; i++)
                {
                    a += x[(n * size) + i] * theta[0][(i * size) + j];
                }

                cache[(n * size) + j] = a;
                y[(n * size) + j] = Math.Tanh(a);
            }
        }
    }

    public void Backward(Parameters<double> theta, ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> cache,
                         ReadOnlySpan<double> dy, Span<double> dx, Gradients<double> dtheta, in Pass pass)
    {
        int batch = pass.Batch;
        double[] da = new double[y.Length];
        for (int k = 0; k < da.Length; k++)
        {
            double derivative = fault switch
            {
                DenseFault.DerivativeMissing => 1,
                DenseFault.DerivativeAtInput => 1 - (cache[k] * cache[k]),
                DenseFault.DerivativeSquared => (1 - (y[k] * y[k])) * (1 - (y[k] * y[k])),
                _ => 1 - (y[k] * y[k]),
            };
            da[k] = derivative * dy[k];
        }

        if (dtheta.Wanted && !(fault == DenseFault.WeightOnlyWithInput && dx.IsEmpty))
        {
            AddParameters(x, da, dtheta, batch);
        }

        if (dx.IsEmpty || (fault == DenseFault.InputOnlyWithParameters && !dtheta.Wanted))
        {
            return;
        }

        for (int n = 0; n < batch - (fault == DenseFault.InputLastSampleMissing ? 1 : 0); n++)
        {
            for (int i = 0; i < size; i++)
            {
                double sum = fault == DenseFault.InputAddedTo ? dx[(n * size) + i] : 0;
                for (int j = 0; j < size; j++)
                {
                    int w = fault == DenseFault.InputTransposed ? (j * size) + i : (i * size) + j;
                    sum += (fault == DenseFault.InputSign ? -1 : 1) * da[(n * size) + j] * theta[0][w];
                }

                dx[(n * size) + i] = sum;
            }
        }
    }

    private void AddParameters(ReadOnlySpan<double> x, double[] da, Gradients<double> dtheta, int batch)
    {
        Span<double> dW = dtheta[0];
        Span<double> db = dtheta[1];
        if (fault == DenseFault.WeightOverwritten)
        {
            dW.Clear();
        }

        if (fault == DenseFault.BiasOverwritten)
        {
            db.Clear();
        }

        double scale = fault switch
        {
            DenseFault.WeightSign => -1,
            DenseFault.WeightDoubled => 2,
            DenseFault.WeightMeanOverBatch => 1.0 / batch,
            _ => 1,
        };
        for (int n = fault == DenseFault.WeightLastSampleOnly ? batch - 1 : 0; n < batch; n++)
        {
            for (int i = 0; i < size; i++)
            {
                for (int j = 0; j < size; j++)
                {
                    int w = fault == DenseFault.WeightTransposed ? (j * size) + i : (i * size) + j;
                    dW[w] += scale * x[(n * size) + i] * (fault == DenseFault.WeightIgnoresUpstream ? 1 : da[(n * size) + j]);
                }
            }
        }

        for (int n = 0; n < batch && fault != DenseFault.BiasMissing; n++)
        {
            for (int j = 0; j < size; j++)
            {
                db[fault == DenseFault.BiasOverWrongAxis ? n : j] += da[(n * size) + j];
            }
        }
    }
}
