using TinyAE.Layers;
using TinyAE.Losses;
using TinyAE.Models;
using TinyAE.Numerics;
using TinyAE.Tests.Layers;

namespace TinyAE.Tests.Models;

public class VariationalAutoencoderTests
{
    private const int Batch = VariationalModels.Batch;

    [Fact]
    public void TheTermsAddUpAndSoDoTheirGradients()
    {
        for (int seed = 0; seed < 10; seed++)
        {
            VariationalAutoencoder<double> model = VariationalModels.Dense<double>(Batch, beta: 0.4);
            VariationalModels.Evaluation whole = VariationalModels.Evaluate(model, seed);
            Assert.Equal(whole.Terms.Sum(), whole.Value, 1e-12);
            Assert.Equal(whole.Terms[1], 0.4 * model.Divergence);
            VariationalModels.Evaluation first = VariationalModels.Evaluate(model, seed, TermSet.Only(0));
            VariationalModels.Evaluation second = VariationalModels.Evaluate(model, seed, TermSet.Only(1));
            Assert.Equal((whole.Terms[0], whole.Terms[1]), (first.Value, second.Value));
            Assert.Equal(whole.Terms, first.Terms);
            for (int i = 0; i < whole.Gradient.Length; i++)
            {
                Assert.Equal(whole.Gradient[i], first.Gradient[i] + second.Gradient[i], 1e-12);
            }
        }
    }

    /// <summary>β = 0 is the reconstruction alone, to the bit: an autoencoder whose code is drawn.</summary>
    [Fact]
    public void WithoutBetaTheReconstructionIsLeft()
    {
        for (int seed = 0; seed < 5; seed++)
        {
            VariationalModels.Evaluation none = VariationalModels.Evaluate(VariationalModels.Dense<double>(Batch, beta: 0), seed);
            VariationalModels.Evaluation one = VariationalModels.Evaluate(VariationalModels.Dense<double>(Batch), seed, TermSet.Only(0));
            Assert.Equal(one.Value, none.Value);
            Assert.Equal(one.Gradient, none.Gradient);
            Assert.Equal(0, none.Terms[1]);
        }
    }

    /// <summary>With β = 0 and a variance of nothing it is the autoencoder, to the bit.</summary>
    [Fact]
    public void WithoutNoiseItIsTheAutoencoder()
    {
        VariationalAutoencoder<double> model = VariationalModels.Dense<double>(Batch, beta: 0);
        double[] theta = VariationalModels.Theta(model, 1), x = VariationalModels.Data(model, 1), terms = new double[2];
        NamedParameter bias = model.Layout.All.Single(named => named.Name == "logVar.0.b");
        theta.AsSpan(bias.Slot.Offset, bias.Slot.Length).Fill(-5_000);
        double[] gradient = new double[model.Layout.Count];
        double value = model.Evaluate(theta, new Batch<double>(x, x), gradient, terms, Draw.Pass(Batch));

        Network<double> encoder = new("encoder", [.. model.Encoder.Layers, .. model.Mu.Layers]);
        Autoencoder<double> plain = new(encoder, model.Decoder, model.Reconstruction, Batch);
        double[] own = new double[plain.Layout.Count], expected = new double[own.Length];
        Copy(theta, model.Layout, own, plain.Layout);
        Assert.Equal(plain.Evaluate(own, new Batch<double>(x, x), expected, new double[1], Draw.Pass(Batch)), value);
        double[] found = new double[own.Length];
        Copy(gradient, model.Layout, found, plain.Layout);
        Assert.Equal(expected, found);
        double[] y = new double[x.Length], z = new double[x.Length];
        model.Reconstruct(theta, x, y, Draw.Pass(Batch));
        plain.Reconstruct(own, x, z, Draw.Pass(Batch));
        Assert.Equal(z, y);

        static void Copy(double[] from, ParameterLayout source, double[] to, ParameterLayout target)
        {
            foreach (NamedParameter named in target.All)
            {
                ParameterSlot slot = source.SlotOf(named.Parameter);
                from.AsSpan(slot.Offset, slot.Length).CopyTo(to.AsSpan(named.Slot.Offset));
            }
        }
    }

    [Theory]
    [InlineData(0, 0, 2)] // no warm-up
    [InlineData(4, 0, 0.5)]
    [InlineData(4, 1, 1)]
    [InlineData(4, 3, 2)]
    [InlineData(4, 4, 2)]
    [InlineData(4, uint.MaxValue, 2)]
    public void BetaWarmsUpByStepsOfTrainingAlone(int steps, uint step, double expected)
    {
        VariationalAutoencoder<double> model = VariationalModels.Dense<double>(Batch, beta: 2, warmUpSteps: steps);
        Pass pass = Draw.Pass(Batch, training: true) with { Key = new RandomKey(1, RandomPurpose.Layer, step) };
        Assert.Equal(expected, model.BetaAt(pass));
        Assert.Equal(2, model.BetaAt(pass with { Training = false }));
        double[] theta = VariationalModels.Theta(model, 1), x = VariationalModels.Data(model, 1), terms = new double[2];
        model.Evaluate(theta, new Batch<double>(x, x), [], terms, pass);
        Assert.Equal(expected * model.Divergence, terms[1]);
    }

    [Fact]
    public void TheCodeIsTheMeanAndTheDistributionCanBeHad()
    {
        VariationalAutoencoder<double> model = VariationalModels.Dense<double>(Batch);
        double[] theta = VariationalModels.Theta(model, 3), x = VariationalModels.Data(model, 3), y = new double[x.Length], other = new double[x.Length];
        Pass pass = Draw.Pass(Batch);
        double[] z = model.Encode(theta, x, pass).ToArray();
        model.Encode(theta, x, out ReadOnlySpan<double> mu, out ReadOnlySpan<double> logVar, pass);
        Assert.Equal(z, mu.ToArray());
        Assert.Equal(z.Length, logVar.Length);
        Assert.NotEqual(z, logVar.ToArray());
        ILatentModel<double> seen = model;
        seen.Reconstruct(theta, x, y, pass);
        seen.Decode(theta, z, other, pass);
        Assert.Equal(other, y);
        Assert.Equal(new Shape(3), seen.Code);
        Assert.All(y, value => Assert.InRange(value, 0, 1)); // a prediction, no logit
    }

    /// <summary>Each quantity that a reader may ask for is shown, and the two paths add up to what goes on.</summary>
    [Fact]
    public void TheProbeSeesBothPaths()
    {
        VariationalAutoencoder<double> model = VariationalModels.Dense<double>(Batch, new MixtureKl<double>(GaussianMixture.Petals()), beta: 0.3, latents: 2);
        Seen seen = new();
        double[] theta = VariationalModels.Theta(model, 1), x = VariationalModels.Data(model, 1);
        model.Evaluate(theta, new Batch<double>(x, x), new double[model.Layout.Count], new double[2], Draw.Pass(Batch) with { Probe = seen });
        string[] names =
            ["mu", "logVar", "epsilon", "z", "dz by reconstruction", "dz by kl", "dmu by z", "dlogVar by z", "dmu by kl", "dlogVar by kl", "dh by logVar"];
        Assert.Equal(names, seen.Of(model.Name).Select(quantity => quantity.Name));
        Dictionary<string, double[]> values = seen.Of(model.Name).ToDictionary(quantity => quantity.Name, quantity => quantity.Values);
        Assert.Equal(seen.Of("mu.0.Dense").Single(q => q.Name == "dy").Values, Sum("dmu by z", "dmu by kl"));
        Assert.Equal(seen.Of("logVar.0.Dense").Single(q => q.Name == "dy").Values, Sum("dlogVar by z", "dlogVar by kl"));
        Assert.Equal(values["dmu by z"], Sum("dz by reconstruction", "dz by kl"));

        double[] Sum(string one, string two) => [.. values[one].Zip(values[two], (a, b) => a + b)];
    }

    [Fact]
    public void TwoNetworksThatDoNotFitAreNamed()
    {
        Network<double> h = new("encoder", new Dense<double>(5, 4)), mu = new("mu", new Dense<double>(4, 2));
        Network<double> logVar = new("logVar", new Dense<double>(4, 2)), y = new("decoder", new Dense<double>(2, 5));
        Assert.Contains("encoder gives h (4), but mu takes (3)", Message(() => Of(h, new("mu", new Dense<double>(3, 2)), logVar, y)));
        Assert.Contains("encoder gives h (4), but logVar takes (3)", Message(() => Of(h, mu, new("logVar", new Dense<double>(3, 2)), y)));
        Assert.Contains("mu gives (2), but logVar gives (1)", Message(() => Of(h, mu, new("logVar", new Dense<double>(4, 1)), y)));
        Assert.Contains("a code (2), but the decoder takes (3)", Message(() => Of(h, mu, logVar, new("decoder", new Dense<double>(3, 5)))));
        Assert.Contains("is for 2 latents; the code has 3", Message(() => VariationalModels.Dense<double>(1, new MixtureKl<double>(GaussianMixture.Petals()))));
        Assert.Contains("β", Message(() => Of(h, mu, logVar, y, -1)));
        Assert.Contains("β", Message(() => Of(h, mu, logVar, y, double.NaN)));
        Assert.Contains("warmUpSteps", Message(() => Of(h, mu, logVar, y, 1, -1)));

        static string Message(Func<object> make) => Assert.ThrowsAny<ArgumentException>(make).Message;

        static VariationalAutoencoder<double> Of(
            Network<double> h, Network<double> mu, Network<double> logVar, Network<double> y, double beta = 1, int warmUp = 0) =>
            new(h, mu, logVar, y, new MeanSquaredError<double>(), new GaussianKl<double>(), 1, beta, warmUp);
    }

    [Fact]
    public void AnInfiniteDivergenceDoesNotSpoilWhatDoesNotCountIt()
    {
        VariationalAutoencoder<double> model = VariationalModels.Dense<double>(Batch, beta: 0);
        double[] theta = VariationalModels.Theta(model, 1), x = VariationalModels.Data(model, 1), terms = new double[2];
        NamedParameter bias = model.Layout.All.Single(named => named.Name == "mu.0.b");
        theta.AsSpan(bias.Slot.Offset, bias.Slot.Length).Fill(1e200);
        double[] gradient = new double[model.Layout.Count];
        Assert.True(double.IsFinite(model.Evaluate(theta, new Batch<double>(x, x), gradient, terms, Draw.Pass(Batch))));
        Assert.Equal(double.PositiveInfinity, model.Divergence);
        Assert.All(gradient, slope => Assert.True(double.IsFinite(slope)));
    }

    private sealed class Seen : IProbe
    {
        private readonly List<(string Part, string Name, double[] Values)> _all = [];
        private string _part = "";

        public void Enter(string part) => _part = part;

        public void Record<T>(string name, ReadOnlySpan<T> values, Shape shape)
            where T : unmanaged => _all.Add((_part, name, [.. values.ToArray().Cast<double>()]));

        public IEnumerable<(string Name, double[] Values)> Of(string part) =>
            _all.Where(quantity => quantity.Part == part).Select(quantity => (quantity.Name, quantity.Values));
    }
}
