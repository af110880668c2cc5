using System.Numerics;
using TinyAE.Losses;
using TinyAE.Numerics;

namespace TinyAE.Metrics;

/// <summary>The distribution p(x|y) whose negative logarithm a reconstruction loss is: ln p(x_n|y_n) = D c − ℓ_n, in nats.</summary>
/// <remarks>
/// ℓ_n is the loss of a sample, summed over its D features (<see cref="SampleLosses"/>).
/// binary-cross-entropy, also of logits: each x_i is Bernoulli with the probability that y says; c = 0. A probability of the data when x
/// is 0 or 1; of gray values it is the usual score, but no density: they are never certain.
/// gaussian-nll: x_i is normal with mean y_i and the loss' own variance; c = 0. half-squared-error: with variance 1; c = −½ ln 2π.
/// squared-norm and mse: with variance ½; c = −½ ln π.
/// Source: Kingma and Welling (2014), Auto-encoding variational Bayes, appendix C.
/// </remarks>
public sealed class LossLikelihood<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ILoss<T> _loss;
    private readonly double _constant;

    /// <summary>The distribution that belongs to a loss.</summary>
    /// <param name="loss">One of the kinds above, on any scale.</param>
    /// <exception cref="ArgumentException">It is the negative logarithm of no density known here.</exception>
    public LossLikelihood(ILoss<T> loss)
    {
        _loss = loss;
        (Description, _constant) = loss switch
        {
            BinaryCrossEntropy<T> or BinaryCrossEntropyWithLogits<T> => ("Bernoulli", 0),
            GaussianNegativeLogLikelihood<T> gaussian => ($"Gaussian, standard deviation {gaussian.Sigma}", 0),
            HalfSquaredError<T> => ("Gaussian, standard deviation 1", -0.5 * Scalar.Log(2 * Math.PI)),
            SquaredNorm<T> or MeanSquaredError<T> => ("Gaussian, standard deviation √½", -0.5 * Scalar.Log(Math.PI)),
            _ => throw new ArgumentException(
                $"The loss '{loss.Name}' is no negative log-likelihood; binary cross-entropies and squared errors are.", nameof(loss)),
        };
    }

    /// <summary>"Bernoulli" or "Gaussian" with its standard deviation.</summary>
    public string Description { get; }

    /// <summary>ln p(x_n|y_n) for each sample.</summary>
    /// <param name="y">The network's outputs, (N, D).</param>
    /// <param name="x">The data, as many.</param>
    /// <param name="values">Overwritten; N is its length.</param>
    /// <param name="workers">Threads that share the samples, or none.</param>
    /// <exception cref="ArgumentException">y and x are not equally long, or not a whole number of features for each sample.</exception>
    public void LogDensity(ReadOnlySpan<T> y, ReadOnlySpan<T> x, Span<double> values, Workers? workers = null)
    {
        SampleLosses.Of(_loss, y, x, values, workers);
        double constant = y.Length / values.Length * _constant;
        foreach (ref double value in values)
        {
            value = constant - value;
        }
    }
}
