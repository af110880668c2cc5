using TinyAE.Losses;
using TinyAE.Numerics;

namespace TinyAE.Study;

/// <summary>A divergence, as a function of mu, logVar and, where it looks at it, of z: three independent inputs.</summary>
internal sealed class DivergenceFunction(ILatentDivergence<double> divergence, Shape code) : ICheckedFunction
{
    public string Name => divergence.Name;

    public IReadOnlyList<(string Name, Shape Shape)> Inputs { get; } =
        divergence.UsesSample ? [("mu", code), ("logVar", code), ("z", code)] : [("mu", code), ("logVar", code)];

    public int OutputCount(int batch) => 1;

    public void Forward(IReadOnlyList<double[]> inputs, Span<double> outputs, in Pass pass) =>
        outputs[0] = divergence.Evaluate(inputs[0], inputs[1], Sample(inputs), [], [], [], pass);

    public void Backward(IReadOnlyList<double[]> inputs, ReadOnlySpan<double> weights, IReadOnlyList<double[]> gradients, in Pass pass) =>
        divergence.Evaluate(inputs[0], inputs[1], Sample(inputs), gradients[0], gradients[1], Sample(gradients), pass);

    private double[] Sample(IReadOnlyList<double[]> arrays) => divergence.UsesSample ? arrays[2] : [];
}
