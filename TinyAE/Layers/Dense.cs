using System.Numerics;
using TinyAE.Numerics;

namespace TinyAE.Layers;

/// <summary>Fully connected layer: y = x·W + b.</summary>
/// <remarks>
/// Shapes: x (N, in), W (in, out), b (out), y (N, out).
/// y_nj = Σ_i x_ni W_ij + b_j
/// ∂L/∂W_ij = Σ_n x_ni dy_nj    dW += xᵀ·dy
/// ∂L/∂b_j  = Σ_n dy_nj         db += column sums of dy
/// ∂L/∂x_ni = Σ_j dy_nj W_ij    dx  = dy·Wᵀ
/// Keeps nothing: Backward needs only x and W.
/// Source: Rumelhart, Hinton and Williams (1986), Learning representations by back-propagating errors.
/// </remarks>
public sealed class Dense<T> : ILayer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Weight = 0;
    private const int Bias = 1;

    private readonly int _in;
    private readonly int _out;

    /// <summary>A layer from <paramref name="inputs"/> to <paramref name="outputs"/> features.</summary>
    /// <param name="inputs">Features of a sample, at least 1.</param>
    /// <param name="outputs">Units, at least 1.</param>
    /// <param name="initializer">How W starts; Glorot uniform by default. b starts at zero.</param>
    /// <exception cref="ArgumentException">A size below 1.</exception>
    public Dense(int inputs, int outputs, IInitializer? initializer = null)
    {
        Input = new Shape(inputs);
        Output = new Shape(outputs);
        _in = inputs;
        _out = outputs;
        Parameters =
        [
            new Parameter("W", new Shape(inputs, outputs), initializer ?? Initializers.GlorotUniform, inputs, outputs) { IsDecayed = true },
            new Parameter("b", new Shape(outputs), Initializers.Zeros),
        ];
    }

    /// <inheritdoc/>
    public Shape Input { get; }

    /// <inheritdoc/>
    public Shape Output { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <inheritdoc/>
    public bool ReadsOutput => false;

    /// <inheritdoc/>
    public void Forward(Parameters<T> theta, ReadOnlySpan<T> x, Span<T> y, Span<T> cache, in Pass pass)
    {
        int n = pass.Batch;
        MatrixProduct.AB(x, theta[Weight], y, n, _out, _in, Write.Over, pass.Workers); // y = x·W
        Reduction.AddRow(y, n, _out, theta[Bias], pass.Workers); // y += b
    }

    /// <inheritdoc/>
    public void Backward(Parameters<T> theta, ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> cache, ReadOnlySpan<T> dy,
                         Span<T> dx, Gradients<T> dtheta, in Pass pass)
    {
        int n = pass.Batch;
        if (dtheta.Wanted)
        {
            MatrixProduct.AtB(x, dy, dtheta[Weight], _in, _out, n, Write.Add, pass.Workers); // dW += xᵀ·dy
            Reduction.ColumnSums(dy, n, _out, dtheta[Bias], Write.Add, pass.Workers); // db += Σ_n dy_n
        }

        if (!dx.IsEmpty)
        {
            MatrixProduct.ABt(dy, theta[Weight], dx, n, _in, _out, Write.Over, pass.Workers); // dx = dy·Wᵀ
        }
    }
}
