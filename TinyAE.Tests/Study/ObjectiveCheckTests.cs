using TinyAE.Layers;
using TinyAE.Losses;
using TinyAE.Models;
using TinyAE.Numerics;
using TinyAE.Study;

namespace TinyAE.Tests.Study;

public class ObjectiveCheckTests
{
    private static Autoencoder<double> Build(
        ILoss<double>? loss = null, IPenalty<double>? code = null, IPenalty<double>? weight = null, DenseFault fault = DenseFault.None)
    {
        Network<double> encoder = new("encoder", new Dense<double>(6, 3), new FaultyDense(3, fault));
        Network<double> decoder = new("decoder", new Tanh<double>(new Shape(3)), new Dense<double>(3, 6));
        return new Autoencoder<double>(encoder, decoder, loss ?? new FaultyLoss(1), capacity: 5, code, weight);
    }

    [Fact]
    public void AnAutoencoderPassesTermByTerm()
    {
        for (int seed = 0; seed < 10; seed++)
        {
            CheckOptions options = new() { Seed = (ulong)seed, Batch = 1 + (seed % 5) };
            GradientReport report = GradientCheck.Of(Build(code: new FaultyPenalty(1), weight: new FaultyPenalty(1)), options: options);
            Assert.True(report.Passed, report.ToString());
            string[] terms = ["reconstruction", "code penalty", "weight penalty", "sum"];
            Assert.Equal(terms, report.Tensors.Select(tensor => tensor.Term).Distinct());
            Assert.Equal(4 * 6, report.Tensors.Count);
            Assert.Equal("encoder.0.W", report.Tensors[0].Name);
        }
    }

    [Fact]
    public void OneTermIsCheckedOnceUnderItsName()
    {
        GradientReport report = GradientCheck.Of(Build());
        Assert.True(report.Passed, report.ToString());
        Assert.Equal(["reconstruction"], report.Tensors.Select(tensor => tensor.Term).Distinct());
    }

    [Theory]
    [InlineData("reconstruction")]
    [InlineData("code penalty")]
    [InlineData("weight penalty")]
    public void AWrongTermIsNamed(string term)
    {
        double Scale(string name) => name == term ? 1.5 : 1;
        GradientReport report = GradientCheck.Of(Build(
            new FaultyLoss(Scale("reconstruction")), new FaultyPenalty(Scale("code penalty")), new FaultyPenalty(Scale("weight penalty"))));
        Assert.Equal([term, "sum"], Of(report, Verdict.Wrong).Select(tensor => tensor.Term).Distinct());
    }

    [Fact]
    public void AWrongLayerInTheMiddleSpoilsWhatLiesBeforeItOnly()
    {
        GradientReport report = GradientCheck.Of(Build(fault: DenseFault.InputTransposed));
        Assert.Equal(["encoder.0.W", "encoder.0.b"], Of(report, Verdict.Wrong).Select(tensor => tensor.Name));
    }

    [Fact]
    public void WhatLiesBehindAWrongLayerIsMarkedAsInheritedFromIt()
    {
        GradientReport report = GradientCheck.Of(Build(fault: DenseFault.InputTransposed));
        Assert.All(Of(report, Verdict.Wrong), tensor => Assert.StartsWith(
            "encoder.1 dx, which looks like a transpose (cosine 1.000000", tensor.InheritedFrom, StringComparison.Ordinal));
        Assert.Contains("inherited from encoder.1 dx", report.ToString(), StringComparison.Ordinal);

        // All of the middle layer is wrong: it inherits nothing, the layer before it does.
        report = GradientCheck.Of(Build(fault: DenseFault.DerivativeMissing));
        Dictionary<string, string?> from = Of(report, Verdict.Wrong).ToDictionary(tensor => tensor.Name, tensor => tensor.InheritedFrom);
        Assert.Equal(["encoder.0.W", "encoder.0.b", "encoder.1.W", "encoder.1.b"], from.Keys.Order(StringComparer.Ordinal));
        Assert.All(from, tensor => Assert.Equal(tensor.Key.StartsWith("encoder.0", StringComparison.Ordinal), tensor.Value is not null));

        // A mistake that only the layer alone can name; and one that lies in no layer.
        report = GradientCheck.Of(Build(fault: DenseFault.WeightLastSampleOnly));
        TensorVerdict wrong = Assert.Single(Of(report, Verdict.Wrong));
        Assert.Equal((Mistake.LastSampleOnly, null), (wrong.Diagnosis!.Mistake, wrong.InheritedFrom));
        Assert.All(GradientCheck.Of(Build(new FaultyLoss(2))).Tensors, tensor => Assert.Null(tensor.InheritedFrom));
    }

    [Fact]
    public void SharedWeightsAreCheckedAsTheSumOfBothPaths()
    {
        FaultyDense shared = new(4, DenseFault.None);
        Network<double> encoder = new("encoder", shared, shared);
        Network<double> decoder = new("decoder", new Dense<double>(4, 4), shared);
        GradientReport report = GradientCheck.Of(new Autoencoder<double>(encoder, decoder, new FaultyLoss(1), capacity: 3));
        Assert.True(report.Passed, report.ToString());
        Assert.Equal(4, report.Tensors.Count);
    }

    [Fact]
    public void WhatTheObjectiveDoesNotMoveMustHaveGradientZero()
    {
        Autoencoder<double> inner = Build();
        IReadOnlyList<ParameterSlot> encoderAlone = inner.Layout.RangesOf(inner.Encoder);
        GradientReport leaking = GradientCheck.Of(new Part(inner, encoderAlone, zeroElsewhere: false));
        Assert.Equal(["decoder.1.W", "decoder.1.b"], Of(leaking, Verdict.Wrong).Select(tensor => tensor.Name));
        GradientReport right = GradientCheck.Of(new Part(inner, encoderAlone, zeroElsewhere: true));
        Assert.True(right.Passed, right.ToString());
        Assert.Equal(["decoder.1.W", "decoder.1.b"], Of(right, Verdict.Frozen).Select(tensor => tensor.Name));
    }

    [Fact]
    public void WhatDoesNotFitIsNamed()
    {
        Autoencoder<double> objective = Build();
        Refuses("the batch want 18", () => GradientCheck.Of(objective, new CheckData(new double[7])));
        Refuses("room for 5", () => GradientCheck.Of(objective, options: new() { Batch = 6 }));
        Refuses("theta", () => GradientCheck.Of(objective, theta: new double[3]));

        static void Refuses(string reason, Func<GradientReport> check) =>
            Assert.Contains(reason, Assert.Throws<ArgumentException>(check).Message, StringComparison.Ordinal);
    }

    private static IEnumerable<TensorVerdict> Of(GradientReport report, Verdict verdict) =>
        report.Tensors.Where(tensor => tensor.Verdict == verdict);

    /// <summary>An objective that moves a part of its parameters only.</summary>
    private sealed class Part(Autoencoder<double> inner, IReadOnlyList<ParameterSlot> moves, bool zeroElsewhere) : IObjective<double>
    {
        public string Name => "part";

        public ParameterLayout Layout => inner.Layout;

        public IReadOnlyList<ParameterSlot> Moves => moves;

        public IReadOnlyList<Term> Terms => inner.Terms;

        public Shape Input => inner.Input;

        public Shape Target => inner.Target;

        public int Capacity => inner.Capacity;

        public double Evaluate(Span<double> theta, in Batch<double> batch, Span<double> dtheta, Span<double> terms,
                               in Pass pass, TermSet wanted = default)
        {
            double value = inner.Evaluate(theta, batch, dtheta, terms, pass, wanted);
            for (int i = 0; zeroElsewhere && i < dtheta.Length; i++)
            {
                dtheta[i] = moves.Any(range => i >= range.Offset && i < range.Offset + range.Length) ? dtheta[i] : 0;
            }

            return value;
        }
    }
}
