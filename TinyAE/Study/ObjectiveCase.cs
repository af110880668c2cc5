using TinyAE.Layers;
using TinyAE.Models;
using TinyAE.Numerics;

namespace TinyAE.Study;

/// <summary>An objective, or one of its terms, as a function of the model's parameters.</summary>
internal sealed class ObjectiveCase : IGradientCase
{
    private readonly IObjective<double> _objective;
    private readonly double[] _theta;
    private readonly double[] _state;
    private readonly double[] _input;
    private readonly double[] _target;
    private readonly int[] _labels;
    private readonly Pass _pass;
    private readonly TermSet _wanted;

    public ObjectiveCase(IObjective<double> objective, CheckData data, double[] theta, CheckOptions options, TermSet wanted)
    {
        _objective = objective;
        _theta = theta;
        _state = theta[objective.Layout.TrainableCount..];
        _input = data.Input;
        _target = data.Target;
        _labels = data.Labels;
        _pass = new Pass(options.Batch, options.Training, new RandomKey(options.Seed, RandomPurpose.Layer, 0), Workers.One);
        _wanted = wanted;
        Weights = [.. objective.Terms.Select((_, term) => wanted.Contains(term) ? 1.0 : 0.0)];
        Tensors =
        [
            .. objective.Layout.All.Where(named => !named.Parameter.IsState).Select(named =>
                new CheckedTensor(named.Name, named.Parameter.Shape, theta.AsMemory(named.Slot.Offset, named.Slot.Length))
                {
                    IsFrozen = !objective.Moves.Any(range => Within(named.Slot, range)),
                }),
        ];
    }

    public string Name => _objective.Name;

    public IReadOnlyList<CheckedTensor> Tensors { get; }

    public double[] Weights { get; }

    public int Batch => _pass.Batch;

    public int Width => _objective.Target.Size;

    public void Forward(Span<double> outputs) => Evaluate([], outputs);

    /// <summary>Three runs: values alone; the gradient over garbage; over other garbage.</summary>
    public IReadOnlyList<string> Backward()
    {
        double[] terms = new double[Weights.Length];
        double[] dtheta = new double[_objective.Layout.TrainableCount];
        double[] again = new double[dtheta.Length];
        dtheta.AsSpan().Fill(double.NaN);
        again.AsSpan().Fill(7);
        double alone = Evaluate([], terms);
        double sum = terms.Zip(Weights, (term, weight) => weight == 0 ? 0 : term).Sum();
        double value = Evaluate(dtheta, terms);
        Evaluate(again, terms);
        foreach ((CheckedTensor tensor, NamedParameter named) in Tensors.Zip(_objective.Layout.All))
        {
            ReadOnlySpan<double> gradient = dtheta.AsSpan(named.Slot.Offset, named.Slot.Length);
            gradient.CopyTo(tensor.Analytic);
            tensor.Remark = Bits.Same(gradient, again.AsSpan(named.Slot.Offset, named.Slot.Length))
                ? null
                : "depends on what dtheta held before: an objective overwrites it";
            tensor.Breach = tensor.Remark is null ? null : Mistake.AddedTo;
        }

        List<string> complaints = [];
        if (!Bits.Same([alone], [value]))
        {
            complaints.Add($"The value alone is {alone:r}, with the gradient {value:r}; they should be the same.");
        }

        if (!(Math.Abs(value - sum) <= 1e-12 * terms.Sum(Math.Abs)))
        {
            complaints.Add($"The wanted terms add up to {sum:r}, but the value is {value:r}.");
        }

        return complaints;
    }

    private static bool Within(ParameterSlot slot, ParameterSlot range) =>
        slot.Offset >= range.Offset && slot.Offset + slot.Length <= range.Offset + range.Length;

    private double Evaluate(Span<double> dtheta, Span<double> terms)
    {
        _state.CopyTo(_theta.AsSpan(_objective.Layout.TrainableCount)); // a training pass may have moved it
        return _objective.Evaluate(_theta, new Batch<double>(_input, _target, _labels), dtheta, terms, _pass, _wanted);
    }
}
