using TinyAE.Numerics;

namespace TinyAE.Study;

/// <summary>A hand-differentiated function of several arrays, for a gradient check: neither a layer nor a loss.</summary>
public interface ICheckedFunction
{
    /// <summary>The name in reports.</summary>
    string Name { get; }

    /// <summary>The inputs: the name of each ("mu") and the shape of one sample; the batch comes on top.</summary>
    IReadOnlyList<(string Name, Shape Shape)> Inputs { get; }

    /// <summary>The number of outputs for a batch; 1 for a scalar.</summary>
    int OutputCount(int batch);

    /// <summary>Computes the outputs; the same pass gives the same noise.</summary>
    /// <param name="inputs">In the order of <see cref="Inputs"/>, batch outermost.</param>
    /// <param name="outputs">Overwritten.</param>
    /// <param name="pass">Batch size, random key.</param>
    void Forward(IReadOnlyList<double[]> inputs, Span<double> outputs, in Pass pass);

    /// <summary>Computes the gradients after Forward has seen the same inputs.</summary>
    /// <param name="inputs">What Forward saw.</param>
    /// <param name="weights">∂L/∂outputs.</param>
    /// <param name="gradients">∂L/∂ each input; overwritten.</param>
    /// <param name="pass">What Forward saw.</param>
    void Backward(IReadOnlyList<double[]> inputs, ReadOnlySpan<double> weights, IReadOnlyList<double[]> gradients, in Pass pass);
}
