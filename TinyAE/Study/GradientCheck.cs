using TinyAE.Layers;
using TinyAE.Losses;
using TinyAE.Models;
using TinyAE.Numerics;

namespace TinyAE.Study;

/// <summary>Compares hand-written gradients with numeric ones, in double, on the very code that trains.</summary>
/// <remarks>
/// A tensor's gradient a is right if ||a − n|| / (||a|| + ||n||) is at most 1e-7, with n from central differences whose step is chosen by
/// the agreement of neighbouring steps, never by the analytic value. Noise is frozen by the random key; elements at a kink are left out
/// and counted; a tensor is judged whole up to 2,000 elements, else by a sample of 500.
/// Checked besides: two evaluations give the same bits; gradients of parameters are added to, dx is overwritten; freezing the
/// parameters, or not wanting dx, leaves the other's bits as they are.
/// <code>GradientCheck.Of(new Dense&lt;double&gt;(5, 3)).Assert();</code>
/// </remarks>
public static class GradientCheck
{
    /// <summary>Checks a layer: ∂/∂x and ∂/∂ each parameter of L = Σ_k g_k y_k, a linear functional with random frozen g.</summary>
    /// <param name="layer">The layer. It is fed inputs uniform in (Low, High) and its initial parameters, each moved at random.</param>
    /// <param name="options">Batch, seed, interval of the inputs, ...; null for the defaults.</param>
    public static GradientReport Of(ILayer<double> layer, CheckOptions? options = null)
    {
        options = Checked(options);
        return new GradientJudge(options).Judge(new LayerCase(layer, options));
    }

    /// <summary>Checks a loss: ∂L/∂y, for random y in (Low, High) and random targets in (0, 1).</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="shape">The shape of one sample.</param>
    /// <param name="options">For a loss on probabilities let (Low, High) lie inside (0, 1).</param>
    public static GradientReport Of(ILoss<double> loss, Shape shape, CheckOptions? options = null)
    {
        options = Checked(options);
        return new GradientJudge(options).Judge(new LossCase(loss, shape, options));
    }

    /// <summary>Checks a penalty: ∂Ω/∂w, for random w in (Low, High).</summary>
    /// <param name="penalty">The penalty.</param>
    /// <param name="shape">The shape of one sample of w; the batch comes on top.</param>
    /// <param name="options">Null for the defaults.</param>
    public static GradientReport Of(IPenalty<double> penalty, Shape shape, CheckOptions? options = null)
    {
        options = Checked(options);
        return new GradientJudge(options).Judge(new PenaltyCase(penalty, shape, options));
    }

    /// <summary>Checks a sampling: ∂/∂mu and ∂/∂logVar of L = Σ_k g_k z_k, with the noise frozen.</summary>
    /// <param name="sampling">The sampling.</param>
    /// <param name="options">Null for the defaults.</param>
    public static GradientReport Of(Sampling<double> sampling, CheckOptions? options = null) => Of(new SamplingFunction(sampling), options);

    /// <summary>Checks a divergence: ∂L/∂mu, ∂L/∂logVar and, if it looks at the drawn z, ∂L/∂z, each for itself.</summary>
    /// <param name="divergence">The divergence.</param>
    /// <param name="code">The shape of one code.</param>
    /// <param name="options">Null for the defaults.</param>
    public static GradientReport Of(ILatentDivergence<double> divergence, Shape code, CheckOptions? options = null) =>
        Of(new DivergenceFunction(divergence, code), options);

    /// <summary>Checks a function of several arrays: ∂/∂ each input of L = Σ_k g_k f_k, with random frozen g; of a scalar g = 1.</summary>
    /// <param name="function">The function. Its inputs are drawn uniformly from (Low, High).</param>
    /// <param name="options">Null for the defaults.</param>
    public static GradientReport Of(ICheckedFunction function, CheckOptions? options = null)
    {
        options = Checked(options);
        return new GradientJudge(options).Judge(new FunctionCase(function, options));
    }

    /// <summary>Checks an objective by every parameter: each term alone, then their sum.</summary>
    /// <remarks>A parameter that the objective does not move must have gradient 0.</remarks>
    /// <param name="objective">The objective, with room for the batch.</param>
    /// <param name="data">The batch; null draws inputs and targets uniformly in (0, 1), equal where their shapes are.</param>
    /// <param name="options">Batch (that of the data), seed, ...; null for the defaults.</param>
    /// <param name="theta">The point, Layout.Count elements; null draws initial parameters, each moved at random.</param>
    /// <exception cref="ArgumentException">The data, theta or the batch do not fit the objective.</exception>
    public static GradientReport Of(
        IObjective<double> objective, CheckData? data = null, CheckOptions? options = null, double[]? theta = null)
    {
        options = Checked(options);
        data ??= Draw(objective, options);
        Fits("input", data.Input.Length, options.Batch * objective.Input.Size);
        Fits("target", data.Target.Length, options.Batch * objective.Target.Size);
        Fits("theta", theta?.Length ?? objective.Layout.Count, objective.Layout.Count);
        if (options.Batch > objective.Capacity)
        {
            throw new ArgumentException(
                $"The objective has room for {objective.Capacity} samples; the check's batch has {options.Batch}.", nameof(options));
        }

        int terms = objective.Terms.Count;
        List<TensorVerdict> verdicts = [];
        List<string> complaints = [];
        for (int term = terms == 1 ? 1 : 0; term <= terms; term++)
        {
            double[] point = theta is null ? CheckPoint.Theta(objective.Layout, options) : [.. theta];
            TermSet wanted = term < terms ? TermSet.Only(term) : TermSet.All;
            string name = term < terms ? objective.Terms[term].Name : terms == 1 ? objective.Terms[0].Name : "sum";
            GradientReport report = new GradientJudge(options).Judge(new ObjectiveCase(objective, data, point, options, wanted));
            verdicts.AddRange(report.Tensors.Select(verdict => verdict with { Term = name }));
            complaints.AddRange(report.Complaints.Select(complaint => $"{name}: {complaint}"));
        }

        return new GradientReport(objective.Name, Inheritance.Mark(objective, verdicts, options), complaints);
    }

    private static CheckData Draw(IObjective<double> objective, CheckOptions options)
    {
        double[] input = Uniform(CheckPoint.Input, objective.Input);
        return objective.Input == objective.Target
            ? new CheckData(input)
            : new CheckData(input, Uniform(CheckPoint.Target, objective.Target), []);

        double[] Uniform(uint which, Shape shape) => CheckPoint.Uniform(CheckPoint.Key(options, which), options.Batch * shape.Size, 0, 1);
    }

    private static void Fits(string name, int found, int expected)
    {
        if (found != expected)
        {
            throw new ArgumentException(
                $"The {name} of a gradient check has {found} elements; the objective and the batch want {expected}.", name);
        }
    }

    private static CheckOptions Checked(CheckOptions? options)
    {
        options ??= CheckOptions.Default;
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Batch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Sample, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(options.Low, options.High);
        return options;
    }
}
