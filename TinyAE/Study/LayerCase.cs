using TinyAE.Layers;
using TinyAE.Models;
using TinyAE.Numerics;

namespace TinyAE.Study;

/// <summary>A layer, seen through a random linear functional of its output: L = Σ_k g_k y_k with g frozen, so that dy = g.</summary>
internal sealed class LayerCase : IGradientCase
{
    private readonly ILayer<double> _layer;
    private readonly ParameterLayout _layout;
    private readonly ParameterSlot[] _slots;
    private readonly double[] _theta;
    private readonly double[] _x;
    private readonly double[] _y;
    private readonly double[] _cache;
    private readonly double[] _dx;
    private readonly double[] _garbage;
    private readonly double[] _state;
    private readonly CheckedTensor _input;
    private readonly CheckedTensor[] _parameters;
    private readonly Pass _pass;

    public LayerCase(ILayer<double> layer, CheckOptions options)
    {
        _layer = layer;
        _layout = new ParameterLayout(new Network<double>("layer", layer));
        _slots = [.. layer.Parameters.Select(_layout.SlotOf)];
        _theta = CheckPoint.Theta(_layout, options);
        _state = _theta[_layout.TrainableCount..];
        _x = CheckPoint.Uniform(CheckPoint.Key(options, CheckPoint.Input), options.Batch * layer.Input.Size, options.Low, options.High);
        _y = new double[options.Batch * layer.Output.Size];
        _cache = new double[layer.CacheSize(options.Batch)];
        _dx = new double[_x.Length];
        _garbage = CheckPoint.Uniform(CheckPoint.Key(options, CheckPoint.Garbage), _layout.TrainableCount, -1, 1);
        _pass = new Pass(options.Batch, options.Training, new RandomKey(options.Seed, RandomPurpose.Layer, 0), Workers.One);
        Weights = CheckPoint.Uniform(CheckPoint.Key(options, CheckPoint.Weights), _y.Length, -1, 1);
        _parameters =
        [
            .. _layout.All.Where(named => !named.Parameter.IsState).Select(named => new CheckedTensor(
                "d" + named.Parameter.Name, named.Parameter.Shape, _theta.AsMemory(named.Slot.Offset, named.Slot.Length))),
        ];
        _input = new CheckedTensor("dx", layer.Input, _x) { IsData = true };
        Tensors = [.. _parameters, _input];
    }

    public string Name => _layer.Name;

    public IReadOnlyList<CheckedTensor> Tensors { get; }

    public double[] Weights { get; }

    public int Batch => _pass.Batch;

    public int Width => _layer.Output.Size;

    public Shape? Output => _layer.Output;

    public void Forward(Span<double> outputs)
    {
        _state.CopyTo(_theta.AsSpan(_layout.TrainableCount)); // a training pass may have moved it
        _cache.AsSpan().Fill(double.NaN);
        _y.AsSpan().Fill(double.NaN);
        _layer.Forward(new(_theta, _slots), _x, _y, _cache, _pass);
        _y.CopyTo(outputs);
    }

    /// <summary>Four runs: as asked; with other garbage in the targets; with the parameters frozen; with dx unwanted.</summary>
    public IReadOnlyList<string> Backward()
    {
        Forward(new double[_y.Length]);
        double[] dtheta = Run(start: [], dx: double.NaN, wanted: true);
        double[] dx = [.. _dx];
        double[] sum = Run(_garbage, dx: 7, wanted: true);
        _input.Breach = Bits.Same(dx, _dx) ? null : IsLastSampleUntouched(dx) ? Mistake.LastSampleLeftOut : Mistake.AddedTo;
        string? remark = Bits.Same(dx, _dx) ? null : "depends on what dx held before: it is to be overwritten";
        Run(start: [], dx: double.NaN, wanted: false);
        remark ??= Bits.Same(dx, _dx) ? null : "differs when the parameters are frozen";
        double[] alone = Run(start: [], dx: null, wanted: true);

        dx.CopyTo(_input.Analytic, 0);
        _input.Remark = remark;
        foreach ((CheckedTensor tensor, NamedParameter named) in _parameters.Zip(_layout.All))
        {
            ReadOnlySpan<double> gradient = Part(dtheta, named);
            gradient.CopyTo(tensor.Analytic);
            tensor.Remark = !Addition.IsSum(Part(_garbage, named), gradient, Part(sum, named)) ? Addition.Missing
                : !Bits.Same(gradient, Part(alone, named)) ? "differs when dx is not wanted"
                : null;
            tensor.Breach = tensor.Remark == Addition.Missing ? Mistake.Overwritten : null;
        }

        return [];
    }

    // Such a dx holds what it held before, NaN, in that sample and nowhere else.
    private bool IsLastSampleUntouched(double[] dx)
    {
        int last = dx.Length - _layer.Input.Size;
        return last > 0 && dx.AsSpan(last).IndexOfAnyExcept(double.NaN) < 0 && !dx.AsSpan(0, last).Contains(double.NaN);
    }

    private static ReadOnlySpan<double> Part(double[] flat, NamedParameter named) => flat.AsSpan(named.Slot.Offset, named.Slot.Length);

    private double[] Run(double[] start, double? dx, bool wanted)
    {
        double[] dtheta = new double[wanted ? _layout.TrainableCount : 0];
        start.CopyTo(dtheta, 0);
        _dx.AsSpan().Fill(dx ?? 0);
        Gradients<double> gradients = wanted && dtheta.Length > 0 ? new(dtheta, _slots) : default;
        _layer.Backward(new(_theta, _slots), _x, _y, _cache, Weights, dx is null ? [] : _dx, gradients, _pass);
        return dtheta;
    }
}
