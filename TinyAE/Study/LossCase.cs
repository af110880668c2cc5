using TinyAE.Losses;
using TinyAE.Numerics;

namespace TinyAE.Study;

/// <summary>A loss as a function of the network's output y, with the target fixed.</summary>
internal sealed class LossCase : IGradientCase
{
    private readonly ILoss<double> _loss;
    private readonly double[] _y;
    private readonly double[] _target;
    private readonly Pass _pass;
    private readonly CheckedTensor _tensor;

    public LossCase(ILoss<double> loss, Shape shape, CheckOptions options)
    {
        _loss = loss;
        _y = CheckPoint.Uniform(CheckPoint.Key(options, CheckPoint.Input), options.Batch * shape.Size, options.Low, options.High);
        _target = CheckPoint.Uniform(CheckPoint.Key(options, CheckPoint.Target), _y.Length, 0, 1);
        _pass = new Pass(options.Batch, options.Training, new RandomKey(options.Seed, RandomPurpose.Layer, 0), Workers.One);
        _tensor = new CheckedTensor("dy", shape, _y) { IsData = true };
    }

    public string Name => _loss.Name;

    public IReadOnlyList<CheckedTensor> Tensors => [_tensor];

    public double[] Weights { get; } = [1];

    public int Batch => _pass.Batch;

    public int Width => _y.Length / _pass.Batch;

    public void Forward(Span<double> outputs) => outputs[0] = _loss.Evaluate(_y, _target, [], _pass);

    /// <summary>Four runs: value alone; dy over garbage; dy in the span that holds y; dy over other garbage.</summary>
    public IReadOnlyList<string> Backward()
    {
        double[] dy = new double[_y.Length];
        double[] shared = [.. _y];
        dy.AsSpan().Fill(double.NaN);
        double alone = _loss.Evaluate(_y, _target, [], _pass);
        double value = _loss.Evaluate(_y, _target, dy, _pass);
        double inPlace = _loss.Evaluate(shared, _target, shared, _pass);
        dy.CopyTo(_tensor.Analytic, 0);
        double[] again = new double[_y.Length];
        again.AsSpan().Fill(7);
        _loss.Evaluate(_y, _target, again, _pass);
        _tensor.Breach = Bits.Same(dy, again) ? null : Mistake.AddedTo;
        _tensor.Remark = _tensor.Breach is not null ? "depends on what dy held before: it is to be overwritten"
            : Bits.Same(dy, shared) ? null
            : "differs when dy is the span that holds y";
        return Bits.Same([alone, alone], [value, inPlace])
            ? []
            : [$"The value alone is {alone:r}, with dy {value:r}, with dy in place of y {inPlace:r}; they should be the same."];
    }
}
