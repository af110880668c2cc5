using System.Numerics;
using TinyAE.Numerics;

namespace TinyAE.Metrics;

/// <summary>The weights ln w_l = ln p(x|z_l) + ln p(z_l) − ln q(z_l|x) of a batch, as <see cref="ModelEvidence"/> defines them.</summary>
internal sealed class ImportanceWeights<T>(ILatentDensity<T> density, int capacity, int draws)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly double _halfLog2Pi = 0.5 * Scalar.Log(2 * Math.PI);

    private readonly T[] _mu = new T[capacity * density.CodeSize];
    private readonly T[] _logVar = new T[capacity * density.CodeSize];
    private readonly T[] _z = new T[capacity * density.CodeSize];
    private readonly T[] _epsilon = new T[density.CodeSize];
    private readonly double[] _code = new double[density.CodeSize];
    private readonly double[] _logPrior = new double[capacity];
    private readonly double[] _logQ = new double[capacity];
    private readonly double[] _reconstruction = new double[checked(capacity * draws)]; // (draws, capacity): ln p(x|z_l)
    private readonly double[] _ratio = new double[capacity * draws]; // ln p(z_l) − ln q(z_l|x)

    /// <summary>Draws all codes of a batch whose first sample has this number.</summary>
    public void Draw(ReadOnlySpan<T> x, int first, in Pass pass)
    {
        int codes = pass.Batch * density.CodeSize;
        density.Encode(x, _mu.AsSpan(0, codes), _logVar.AsSpan(0, codes), pass);
        for (int l = 0; l < draws; l++)
        {
            RandomKey key = pass.Key with { Step = pass.Key.Step + (uint)l };
            for (int n = 0; n < pass.Batch; n++)
            {
                Draw(key, first, n);
            }

            ReadOnlySpan<T> z = _z.AsSpan(0, codes);
            density.LogLikelihood(x, z, _reconstruction.AsSpan(l * capacity, pass.Batch), pass);
            for (int n = 0; n < pass.Batch; n++)
            {
                _ratio[l * capacity + n] = _logPrior[n] - _logQ[n];
            }
        }
    }

    /// <summary>Mean ln p(x|z), the divergence, and the importance-sampled ln p(x), of a sample of the batch.</summary>
    public (double Reconstruction, double Divergence, double LogLikelihood) Estimate(int n)
    {
        double reconstruction = 0, ratio = 0, max = double.NegativeInfinity;
        for (int l = 0; l < draws; l++)
        {
            reconstruction += _reconstruction[l * capacity + n];
            ratio += _ratio[l * capacity + n];
            max = Math.Max(max, LogWeight(l, n));
        }

        double sum = 0;
        for (int l = 0; l < draws; l++)
        {
            sum += Scalar.Exp(LogWeight(l, n) - max);
        }

        // Where no draw explains the sample at all the maximum is −∞, and so is the estimate.
        double likelihood = double.IsNegativeInfinity(max) ? max : max + Scalar.Log(sum) - Scalar.Log(draws);
        return (reconstruction / draws, density.Prior is null ? ClosedForm(n) : -ratio / draws, likelihood);
    }

    private double LogWeight(int l, int n) => _reconstruction[l * capacity + n] + _ratio[l * capacity + n];

    private void Draw(RandomKey key, int first, int n)
    {
        Noise.Normal<T>(key, (uint)(first + n), _epsilon);
        double logQ = 0, logPrior = 0;
        Span<double> code = _code;
        for (int j = 0; j < density.CodeSize; j++)
        {
            int at = n * density.CodeSize + j;
            double logVar = double.CreateTruncating(_logVar[at]), epsilon = double.CreateTruncating(_epsilon[j]);
            double z = double.CreateTruncating(_mu[at]) + Scalar.Exp(0.5 * logVar) * epsilon; // z = mu + σ ε
            _z[at] = T.CreateTruncating(z);
            code[j] = z;
            logQ -= _halfLog2Pi + 0.5 * (logVar + epsilon * epsilon); // ln q(z|x) = −½ Σ_j (ln 2π + logVar_j + ε_j²)
            logPrior -= _halfLog2Pi + 0.5 * z * z; // ln p(z) = −½ Σ_j (ln 2π + z_j²) for N(0, I)
        }

        _logQ[n] = logQ;
        _logPrior[n] = density.Prior?.LogDensity(code, []) ?? logPrior;
    }

    private double ClosedForm(int n)
    {
        double sum = 0;
        for (int j = n * density.CodeSize; j < (n + 1) * density.CodeSize; j++)
        {
            double mu = double.CreateTruncating(_mu[j]), logVar = double.CreateTruncating(_logVar[j]);
            sum += 0.5 * (mu * mu + Scalar.Expm1(logVar) - logVar); // KL = ½ Σ_j (mu_j² + exp(logVar_j) − 1 − logVar_j)
        }

        return sum;
    }
}
