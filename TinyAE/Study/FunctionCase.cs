using TinyAE.Numerics;

namespace TinyAE.Study;

/// <summary>A function of several arrays, seen through a random linear functional: L = Σ_k g_k f_k; of a scalar g = 1.</summary>
internal sealed class FunctionCase : IGradientCase
{
    private readonly ICheckedFunction _function;
    private readonly double[][] _inputs;
    private readonly CheckedTensor[] _tensors;
    private readonly Pass _pass;

    public FunctionCase(ICheckedFunction function, CheckOptions options)
    {
        _function = function;
        int all = options.Batch * function.Inputs.Sum(input => input.Shape.Size);
        double[] drawn = CheckPoint.Uniform(CheckPoint.Key(options, CheckPoint.Input), all, options.Low, options.High);
        int first = 0;
        _inputs = new double[function.Inputs.Count][];
        for (int i = 0; i < _inputs.Length; i++)
        {
            int count = options.Batch * function.Inputs[i].Shape.Size;
            _inputs[i] = drawn[first..(first + count)];
            first += count;
        }

        _tensors =
        [
            .. function.Inputs.Zip(
                _inputs, (input, values) => new CheckedTensor("d" + input.Name, input.Shape, values) { IsData = true }),
        ];
        _pass = new Pass(options.Batch, options.Training, new RandomKey(options.Seed, RandomPurpose.Layer, 0), Workers.One);
        int outputs = function.OutputCount(options.Batch);
        Weights = outputs == 1 ? [1] : CheckPoint.Uniform(CheckPoint.Key(options, CheckPoint.Weights), outputs, -1, 1);
    }

    public string Name => _function.Name;

    public IReadOnlyList<CheckedTensor> Tensors => _tensors;

    public double[] Weights { get; }

    public int Batch => _pass.Batch;

    public int Width => _tensors[0].Shape.Size;

    public void Forward(Span<double> outputs)
    {
        outputs.Fill(double.NaN);
        _function.Forward(_inputs, outputs, _pass);
    }

    /// <summary>Two runs: the gradients over NaN, and over other garbage.</summary>
    public IReadOnlyList<string> Backward()
    {
        Forward(new double[Weights.Length]);
        double[][] gradients = Run(double.NaN), again = Run(7);
        for (int i = 0; i < _tensors.Length; i++)
        {
            gradients[i].CopyTo(_tensors[i].Analytic, 0);
            _tensors[i].Remark = Bits.Same(gradients[i], again[i]) ? null : "depends on what its span held before: it is to be overwritten";
            _tensors[i].Breach = _tensors[i].Remark is null ? null : Mistake.AddedTo;
        }

        return [];
    }

    private double[][] Run(double garbage)
    {
        double[][] gradients = [.. _inputs.Select(input => new double[input.Length])];
        foreach (double[] gradient in gradients)
        {
            gradient.AsSpan().Fill(garbage);
        }

        _function.Backward(_inputs, Weights, gradients, _pass);
        return gradients;
    }
}
