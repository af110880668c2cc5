namespace TinyAE.Metrics;

/// <summary>How a <see cref="LinearClassifier"/> is trained.</summary>
public sealed record LinearClassifierOptions
{
    /// <summary>λ of the penalty λ/2 Σ W², at least 0. With N samples, scikit-learn's C is 1/(λN).</summary>
    /// <remarks>Of 5,000 images of Fashion-MNIST, 10,000 others learned, 0.01 told 84.0 % right, 0.0001 81.0 %, 0.03 83.7 %.</remarks>
    public double Penalty { get; init; } = 0.01;

    /// <summary>Steps of L-BFGS at most, at least 0.</summary>
    public int Iterations { get; init; } = 100;

    /// <summary>It stops early where no element of the gradient is greater than this.</summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>Throws where a number is out of its range.</summary>
    internal void Check()
    {
        if (!(Penalty >= 0 && double.IsFinite(Penalty)))
        {
            throw new ArgumentOutOfRangeException(nameof(Penalty), Penalty, "A penalty is 0 or more.");
        }

        ArgumentOutOfRangeException.ThrowIfNegative(Iterations);
        if (!(Tolerance >= 0))
        {
            throw new ArgumentOutOfRangeException(nameof(Tolerance), Tolerance, "A tolerance is 0 or more.");
        }
    }
}
