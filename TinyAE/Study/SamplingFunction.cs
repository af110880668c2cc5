using TinyAE.Layers;
using TinyAE.Numerics;

namespace TinyAE.Study;

/// <summary>The sampling, as a function of mu and logVar with ε frozen by the pass' key.</summary>
internal sealed class SamplingFunction(Sampling<double> sampling) : ICheckedFunction
{
    private double[] _epsilon = [];

    public string Name => "sampling";

    public IReadOnlyList<(string Name, Shape Shape)> Inputs => [("mu", sampling.Code), ("logVar", sampling.Code)];

    public int OutputCount(int batch) => batch * sampling.Code.Size;

    public void Forward(IReadOnlyList<double[]> inputs, Span<double> outputs, in Pass pass)
    {
        _epsilon = new double[outputs.Length];
        sampling.Forward(inputs[0], inputs[1], _epsilon, outputs, pass);
    }

    public void Backward(IReadOnlyList<double[]> inputs, ReadOnlySpan<double> weights, IReadOnlyList<double[]> gradients, in Pass pass) =>
        sampling.Backward(inputs[1], _epsilon, weights, gradients[0], gradients[1], pass);
}
