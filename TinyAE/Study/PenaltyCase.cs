using TinyAE.Losses;
using TinyAE.Numerics;

namespace TinyAE.Study;

/// <summary>A penalty as a function of the one array that it looks at.</summary>
internal sealed class PenaltyCase : IGradientCase
{
    private readonly IPenalty<double> _penalty;
    private readonly double[] _w;
    private readonly double[] _garbage;
    private readonly Pass _pass;
    private readonly CheckedTensor _tensor;

    public PenaltyCase(IPenalty<double> penalty, Shape shape, CheckOptions options)
    {
        _penalty = penalty;
        _w = CheckPoint.Uniform(CheckPoint.Key(options, CheckPoint.Input), options.Batch * shape.Size, options.Low, options.High);
        _garbage = CheckPoint.Uniform(CheckPoint.Key(options, CheckPoint.Garbage), _w.Length, -1, 1);
        _pass = new Pass(options.Batch, options.Training, new RandomKey(options.Seed, RandomPurpose.Layer, 0), Workers.One);
        _tensor = new CheckedTensor("dw", shape, _w) { IsData = true };
    }

    public string Name => _penalty.Name;

    public IReadOnlyList<CheckedTensor> Tensors => [_tensor];

    public double[] Weights { get; } = [1];

    public int Batch => _pass.Batch;

    public int Width => _w.Length / _pass.Batch;

    public void Forward(Span<double> outputs) => outputs[0] = _penalty.Evaluate(_w, [], _pass);

    /// <summary>Three runs: value alone; dw added to zeros; dw added to garbage.</summary>
    public IReadOnlyList<string> Backward()
    {
        double[] dw = new double[_w.Length];
        double[] sum = [.. _garbage];
        double alone = _penalty.Evaluate(_w, [], _pass);
        double value = _penalty.Evaluate(_w, dw, _pass);
        _penalty.Evaluate(_w, sum, _pass);
        dw.CopyTo(_tensor.Analytic, 0);
        _tensor.Remark = Addition.IsSum(_garbage, dw, sum) ? null : Addition.Missing;
        _tensor.Breach = _tensor.Remark is null ? null : Mistake.Overwritten;
        return Bits.Same([alone], [value]) ? [] : [$"The value alone is {alone:r}, with dw {value:r}; they should be the same."];
    }
}
