using System.Numerics;
using TinyAE.Numerics;

namespace TinyAE.Layers;

/// <summary>One differentiable function y = f(x; theta) and its derivative, for a whole batch.</summary>
/// <remarks>
/// A layer is pure: it holds sizes and the descriptions of its parameters, never values. Parameters, caches and gradients come in
/// as spans, batch outermost. L is whatever scalar the model minimizes; d + name is ∂L/∂name.
///
/// <para>The grammar of the mathematics. The remarks of a layer's file give, one a line: "Shapes: ...", the formulas of y, of each
/// partial derivative (in indices, then the matrix form), "Keeps ..." (what is cached and why), "Source: ...". In
/// <c>Forward</c> and <c>Backward</c> each statement that computes a quantity ends its last line with the formula it implements, as
/// <c>// name = expression</c>, or <c>// name += expression</c> where it adds. The name is y, dx, a d + parameter's
/// <see cref="Parameter.Name"/>, or a quantity that the file hands to the probe under that name. Statements without such a comment
/// only take spans apart or call a next step. Indices: n sample, i in, j out, h and w place, c channel, k contraction; sums are
/// Σ_n, transposes ᵀ, matrix products ·, elementwise products ⊙. Trace and explain read these lines, and a test demands them.</para>
/// </remarks>
/// <typeparam name="T">float, on the fast kernels; or double, on plain loops: the same code is what a gradient check checks.</typeparam>
public interface ILayer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Keras' class name: "Dense", "Tanh".</summary>
    string Name => GetType().Name.Split('`')[0];

    /// <summary>The shape of one input sample.</summary>
    Shape Input { get; }

    /// <summary>The shape of one output sample.</summary>
    Shape Output { get; }

    /// <summary>The parameters, in the order in which <see cref="Parameters{T}"/> and <see cref="Gradients{T}"/> number them.</summary>
    IReadOnlyList<Parameter> Parameters => [];

    /// <summary>How many elements Forward keeps for Backward, for a batch of this size; not counting x and y.</summary>
    int CacheSize(int batch) => 0;

    /// <summary>Whether Forward may be given the same memory for x and y, and Backward for dy and dx. It saves passes over memory.</summary>
    Reuse Reuse => Reuse.None;

    /// <summary>Whether Backward reads y; where not, what follows may overwrite it.</summary>
    bool ReadsOutput => true;

    /// <summary>Computes y from x.</summary>
    /// <param name="theta">The layer's parameters.</param>
    /// <param name="x">Inputs, batch · Input.Size.</param>
    /// <param name="y">Outputs, batch · Output.Size; overwritten.</param>
    /// <param name="cache">What Backward will need, <see cref="CacheSize"/> elements; overwritten.</param>
    /// <param name="pass">Batch size, training or not, random key, workers.</param>
    void Forward(Parameters<T> theta, ReadOnlySpan<T> x, Span<T> y, Span<T> cache, in Pass pass);

    /// <summary>Computes dx and adds to dtheta, given dy.</summary>
    /// <param name="theta">The parameters that Forward saw.</param>
    /// <param name="x">The inputs that Forward saw.</param>
    /// <param name="y">The outputs that Forward made.</param>
    /// <param name="cache">What Forward kept.</param>
    /// <param name="dy">∂L/∂y.</param>
    /// <param name="dx">∂L/∂x; overwritten; empty where nobody wants it.</param>
    /// <param name="dtheta">∂L/∂theta; added to; not <see cref="Gradients{T}.Wanted"/> where the network is frozen.</param>
    /// <param name="pass">As in Forward.</param>
    void Backward(Parameters<T> theta, ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> cache, ReadOnlySpan<T> dy,
                  Span<T> dx, Gradients<T> dtheta, in Pass pass);
}
